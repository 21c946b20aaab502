namespace Amazon.CodePipeline.Model;

/// <summary>The request of ListPipelines.</summary>
public partial class ListPipelinesRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }

    /// <summary>Gets or sets the max results: 1–1000.</summary>
    public int? MaxResults { get; set; }
}
