namespace Amazon.CodePipeline.Model;

/// <summary>The request of ListActionExecutions.</summary>
public partial class ListActionExecutionsRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the filter.</summary>
    public ActionExecutionFilter? Filter { get; set; }

    /// <summary>Gets or sets the max results: 1–100.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }
}
