namespace Amazon.CodeStarconnections.Model;

/// <summary>A connection of the API.</summary>
public partial class Connection
{
    /// <summary>Gets or sets the connection name: 1–32 characters.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the connection ARN: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:.+:.+:[0-9]{12}:.+</c>.</summary>
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the provider type: one of <c>Bitbucket</c>, <c>GitHub</c>, <c>GitHubEnterpriseServer</c>, <c>GitLab</c>, <c>GitLabSelfManaged</c>.</summary>
    public ProviderType? ProviderType { get; set; }

    /// <summary>Gets or sets the owner account id: 12–12 characters, of the pattern <c>[0-9]{12}</c>.</summary>
    public string? OwnerAccountId { get; set; }

    /// <summary>Gets or sets the connection status: one of <c>PENDING</c>, <c>AVAILABLE</c>, <c>ERROR</c>.</summary>
    public ConnectionStatus? ConnectionStatus { get; set; }

    /// <summary>Gets or sets the host ARN: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:codestar-connections:.+:[0-9]{12}:host\/.+</c>.</summary>
    public string? HostArn { get; set; }
}
