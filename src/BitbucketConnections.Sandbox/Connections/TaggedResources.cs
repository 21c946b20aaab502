using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds connections, hosts and repository links by their ARNs.</summary>
internal static class TaggedResources
{
    /// <summary>Finds a resource of an account in a Region.</summary>
    /// <param name="region">The Region of the account.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The resource, or null.</returns>
    public static ITaggedResource? InRegion(RegionState region, string arn) =>
        region.Part<ConnectionStore>().Find(arn) as ITaggedResource
        ?? region.Part<HostStore>().Find(arn) as ITaggedResource
        ?? region.Part<RepositoryLinkStore>().FindByArn(arn);

    /// <summary>Finds a resource that an account can see: its own ones, and connections that are shared with it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The resource, or null.</returns>
    public static ITaggedResource? Find(SandboxState state, string accountId, string arn) =>
        ConnectionDirectory.Find(state, accountId, arn) as ITaggedResource
        ?? (Arn.TryParse(arn, out var parsed) && parsed.AccountId == accountId && state.FindRegion(accountId, parsed.Region) is { } region ? InRegion(region, arn) : null);
}
