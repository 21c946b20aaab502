using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds connections in any Region and account. A pipeline can use a connection of another Region, and one that another account shares.</summary>
internal static class ConnectionDirectory
{
    /// <summary>Finds a connection that an account owns, or that is shared with it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection, or null.</returns>
    public static ConnectionRecord? Find(SandboxState state, string accountId, string arn) =>
        Arn.TryParse(arn, out var parsed)
        && state.FindRegion(parsed.AccountId, parsed.Region)?.Part<ConnectionStore>().Find(arn) is { } connection
        && connection.IsVisibleTo(accountId) ? connection : null;

    /// <summary>Finds a connection by the values in its console link.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="service">The service segment of its ARN.</param>
    /// <param name="id">The id.</param>
    /// <returns>The connection, or null.</returns>
    public static ConnectionRecord? FindByConsoleLink(SandboxState state, string accountId, string region, string service, string id) =>
        state.FindRegion(accountId, region)?.Part<ConnectionStore>().Find($"arn:{RegionPartition.Of(region)}:{service}:{region}:{accountId}:connection/{id}");

    /// <summary>Gets the connections of all Regions of a partition that an account sees, oldest first: AWS lists them in each Region of the partition.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>The connections of both APIs, also those that other accounts share.</returns>
    public static IEnumerable<ConnectionRecord> InPartition(SandboxState state, string accountId, string partition) => state.Accounts
        .SelectMany(account => account.Regions)
        .Where(region => RegionPartition.Of(region.Name) == partition)
        .SelectMany(region => region.Part<ConnectionStore>().Connections)
        .Where(connection => connection.IsVisibleTo(accountId))
        .OrderBy(connection => connection.Sequence);
}
