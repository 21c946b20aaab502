using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of CreateConnection.</summary>
public partial class CreateConnectionResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the connection ARN: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the tags: 0–200 entries.</summary>
    public List<Tag>? Tags { get; set; }
}
