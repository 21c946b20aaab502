namespace Amazon.CodePipeline.Model;

/// <summary>The request of ListTagsForResource.</summary>
public partial class ListTagsForResourceRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the resource ARN: of the pattern <c>arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }

    /// <summary>Gets or sets the max results: 1–100.</summary>
    public int? MaxResults { get; set; }
}
