namespace Amazon.CodeStarconnections.Model;

/// <summary>The request of DeleteConnection.</summary>
public partial class DeleteConnectionRequest : AmazonCodeStarconnectionsRequest
{
    /// <summary>Gets or sets the connection ARN: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>; required.</summary>
    public string? ConnectionArn { get; set; }
}
