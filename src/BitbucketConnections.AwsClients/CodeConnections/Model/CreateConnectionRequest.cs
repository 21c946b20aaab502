using System.Collections.Generic;

namespace Amazon.CodeConnections.Model;

/// <summary>The request of CreateConnection.</summary>
public partial class CreateConnectionRequest : AmazonCodeConnectionsRequest
{
    /// <summary>Gets or sets the provider type: one of <c>Bitbucket</c>, <c>GitHub</c>, <c>GitHubEnterpriseServer</c>, <c>GitLab</c>, <c>GitLabSelfManaged</c>, <c>AzureDevOps</c>.</summary>
    public ProviderType? ProviderType { get; set; }

    /// <summary>Gets or sets the connection name: 1–32 characters; required.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the tags: 0–200 entries.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Gets or sets the host ARN: 0–256 characters, of the pattern <c>arn:aws(-[\w]+)*:(codestar-connections|codeconnections):.+:[0-9]{12}:host\/.+</c>.</summary>
    public string? HostArn { get; set; }
}
