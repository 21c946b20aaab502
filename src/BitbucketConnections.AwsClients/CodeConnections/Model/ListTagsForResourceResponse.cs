using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodeConnections.Model;

/// <summary>The answer of ListTagsForResource.</summary>
public partial class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the tags: 0–200 entries.</summary>
    public List<Tag>? Tags { get; set; }
}
