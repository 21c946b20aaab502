using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds connections in any Region. A pipeline can use a connection of another Region.</summary>
internal static class ConnectionDirectory
{
    /// <summary>Finds a connection of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection, or null.</returns>
    public static ConnectionRecord? Find(AccountState account, string arn) => account.Regions
        .Select(region => region.Part<ConnectionStore>().Find(arn))
        .FirstOrDefault(connection => connection is not null);

    /// <summary>Finds a connection by the values in its console link.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="service">The service segment of its ARN.</param>
    /// <param name="id">The id.</param>
    /// <returns>The connection, or null.</returns>
    public static ConnectionRecord? FindByConsoleLink(SandboxState state, string accountId, string region, string service, string id) =>
        state.FindRegion(accountId, region)?.Part<ConnectionStore>().Find($"arn:{RegionPartition.Of(region)}:{service}:{region}:{accountId}:connection/{id}");

    /// <summary>Gets the connections of all Regions of a partition, oldest first: AWS lists them in each Region of the partition.</summary>
    /// <param name="account">The account.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>The connections of both APIs.</returns>
    public static IEnumerable<ConnectionRecord> InPartition(AccountState account, string partition) => account.Regions
        .Where(region => RegionPartition.Of(region.Name) == partition)
        .SelectMany(region => region.Part<ConnectionStore>().Connections)
        .OrderBy(connection => connection.Sequence);
}
