using System.Collections.Generic;

namespace Amazon.CodeConnections.Model;

/// <summary>The request of TagResource.</summary>
public partial class TagResourceRequest : AmazonCodeConnectionsRequest
{
    /// <summary>Gets or sets the resource ARN: 1–1011 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>Gets or sets the tags: 0–200 entries; required.</summary>
    public List<Tag>? Tags { get; set; }
}
