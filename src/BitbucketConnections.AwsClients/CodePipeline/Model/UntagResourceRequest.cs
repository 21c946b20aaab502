using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>The request of UntagResource.</summary>
public partial class UntagResourceRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the resource ARN: of the pattern <c>arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>Gets or sets the tag keys: each 1–128 characters; required.</summary>
    public List<string>? TagKeys { get; set; }
}
