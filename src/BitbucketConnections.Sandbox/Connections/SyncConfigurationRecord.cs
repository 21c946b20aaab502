namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A sync configuration: the resource that Git sync updates from a branch of a linked repository.</summary>
internal sealed class SyncConfigurationRecord : IServiceResource
{
    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required string Service { get; init; }

    /// <summary>Gets the type of the sync.</summary>
    public required string SyncType { get; init; }

    /// <summary>Gets the name of the resource.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Gets or sets the link of the repository.</summary>
    public required RepositoryLinkRecord Link { get; set; }

    /// <summary>Gets or sets the branch.</summary>
    public required string Branch { get; set; }

    /// <summary>Gets or sets the path of the configuration file.</summary>
    public required string ConfigFile { get; set; }

    /// <summary>Gets or sets the ARN of the role.</summary>
    public required string RoleArn { get; set; }

    /// <summary>Gets or sets whether the deployment status is published; null if it was not sent.</summary>
    public string? PublishDeploymentStatus { get; set; }

    /// <summary>Gets or sets which changes start a sync; null if it was not sent.</summary>
    public string? TriggerResourceUpdateOn { get; set; }

    /// <summary>Gets or sets whether pull requests get comments; null if it was not sent.</summary>
    public string? PullRequestComment { get; set; }
}
