namespace Amazon.CodeConnections.Model;

/// <summary>The request of ListConnections.</summary>
public partial class ListConnectionsRequest : AmazonCodeConnectionsRequest
{
    /// <summary>Gets or sets the provider type filter: one of <c>Bitbucket</c>, <c>GitHub</c>, <c>GitHubEnterpriseServer</c>, <c>GitLab</c>, <c>GitLabSelfManaged</c>, <c>AzureDevOps</c>.</summary>
    public ProviderType? ProviderTypeFilter { get; set; }

    /// <summary>Gets or sets the host ARN filter: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:(codestar-connections|codeconnections):.+:[0-9]{12}:host\/.+</c>.</summary>
    public string? HostArnFilter { get; set; }

    /// <summary>Gets or sets the max results: 0–100.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Gets or sets the next token: 1–1024 characters, of the pattern <c>^.*$</c>.</summary>
    public string? NextToken { get; set; }
}
