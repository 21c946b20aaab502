using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The sync configurations of both APIs in a Region.</summary>
internal sealed class SyncConfigurationStore : IRegionPart
{
    /// <summary>The maximum number of sync configurations, in the Region and of a repository link. AWS's documentation has both.</summary>
    public const int Quota = 100;

    /// <summary>The maximum number of sync configurations of a branch. AWS's documentation has it.</summary>
    public const int BranchQuota = 50;

    /// <summary>Gets the sync configurations, oldest first.</summary>
    public List<SyncConfigurationRecord> Configurations { get; } = [];

    /// <summary>Finds the sync configuration of a resource.</summary>
    /// <param name="syncType">The type of the sync.</param>
    /// <param name="resourceName">The name of the resource.</param>
    /// <returns>The sync configuration, or null.</returns>
    public SyncConfigurationRecord? Find(string syncType, string resourceName) =>
        Configurations.Find(configuration => configuration.SyncType == syncType && configuration.ResourceName == resourceName);

    /// <summary>Gets the sync configurations of a repository link.</summary>
    /// <param name="link">The link.</param>
    /// <returns>The sync configurations, oldest first.</returns>
    public IEnumerable<SyncConfigurationRecord> Of(RepositoryLinkRecord link) => Configurations.Where(configuration => configuration.Link == link);

    /// <summary>Determines whether a branch has as many sync configurations as it can have.</summary>
    /// <param name="link">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="without">The sync configuration that does not count, or null.</param>
    /// <returns>True if it has; otherwise false.</returns>
    public bool IsFull(RepositoryLinkRecord link, string branch, SyncConfigurationRecord? without = null) =>
        Of(link).Count(configuration => configuration.Branch == branch && configuration != without) >= BranchQuota;
}
