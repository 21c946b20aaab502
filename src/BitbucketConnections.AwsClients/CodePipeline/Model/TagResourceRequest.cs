using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>The request of TagResource.</summary>
public partial class TagResourceRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the resource ARN: of the pattern <c>arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>Gets or sets the tags; required.</summary>
    public List<Tag>? Tags { get; set; }
}
