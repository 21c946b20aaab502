namespace Amazon.CodeStarconnections.Model;

/// <summary>The request of ListTagsForResource.</summary>
public partial class ListTagsForResourceRequest : AmazonCodeStarconnectionsRequest
{
    /// <summary>Gets or sets the resource ARN: 1–1011 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ResourceArn { get; set; }
}
