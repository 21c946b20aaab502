using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of ListTagsForResource.</summary>
public partial class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the tags.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }
}
