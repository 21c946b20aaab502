using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.Repositories;

namespace BitbucketConnections.Sandbox.State;

/// <summary>What an account has.</summary>
internal sealed class AccountState
{
    private readonly Dictionary<string, RegionState> _regions = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="AccountState"/> class.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    public AccountState(string accountId) => AccountId = accountId;

    /// <summary>Gets the 12-digit account.</summary>
    public string AccountId { get; }

    /// <summary>Gets the roles by name; IAM is global, and its names differ by more than case.</summary>
    public SortedDictionary<string, RoleRecord> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets what was told of the repositories its connections reach.</summary>
    public RepositoryStore Repositories { get; } = new();

    /// <summary>Gets the Regions that were used.</summary>
    public IEnumerable<RegionState> Regions => _regions.Values;

    /// <summary>Finds what the account has in a Region, without making it.</summary>
    /// <param name="name">The Region.</param>
    /// <returns>The Region's part, or null.</returns>
    public RegionState? FindRegion(string name) => _regions.TryGetValue(name, out var region) ? region : null;

    /// <summary>Gets what the account has in a Region.</summary>
    /// <param name="name">The Region.</param>
    /// <returns>The Region's part.</returns>
    public RegionState Region(string name)
    {
        if (!_regions.TryGetValue(name, out var region))
        {
            region = new RegionState(name);
            _regions.Add(name, region);
        }

        return region;
    }

    /// <summary>Gets the connections of all Regions of a partition, oldest first: AWS shows them in each of its Regions.</summary>
    /// <param name="partition">The partition.</param>
    /// <returns>The connections of both APIs.</returns>
    public IEnumerable<ConnectionRecord> ConnectionsOf(string partition) => _regions.Values
        .Where(region => RegionPartition.Of(region.Name) == partition)
        .SelectMany(region => region.Connections)
        .OrderBy(connection => connection.Sequence);

    /// <summary>Finds a connection of any Region: a pipeline may use one of another.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection, or null.</returns>
    public ConnectionRecord? FindConnection(string arn)
    {
        foreach (var region in _regions.Values)
        {
            if (region.FindConnection(arn) is { } connection)
            {
                return connection;
            }
        }

        return null;
    }
}
