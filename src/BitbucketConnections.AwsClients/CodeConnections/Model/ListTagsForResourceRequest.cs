namespace Amazon.CodeConnections.Model;

/// <summary>The request of ListTagsForResource.</summary>
public partial class ListTagsForResourceRequest : AmazonCodeConnectionsRequest
{
    /// <summary>Gets or sets the resource ARN: 1–1011 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }
}
