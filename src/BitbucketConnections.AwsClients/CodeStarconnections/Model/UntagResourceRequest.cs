using System.Collections.Generic;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The request of UntagResource.</summary>
public partial class UntagResourceRequest : AmazonCodeStarconnectionsRequest
{
    /// <summary>Gets or sets the resource ARN: 1–1011 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>Gets or sets the tag keys: 0–200 entries, each 1–128 characters; required.</summary>
    public List<string>? TagKeys { get; set; }
}
