using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.State;

/// <summary>The state of an account.</summary>
internal sealed class AccountState
{
    private readonly Dictionary<string, RegionState> _regions = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="AccountState"/> class.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    public AccountState(string accountId) => AccountId = accountId;

    /// <summary>Gets the 12-digit account.</summary>
    public string AccountId { get; }

    /// <summary>Gets the used Regions.</summary>
    public IEnumerable<RegionState> Regions => _regions.Values;

    /// <summary>Gets the states of all services of the account.</summary>
    public StateParts<IAccountPart> Parts { get; } = new();

    /// <summary>Gets a service's state of the account. The first call creates it.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <returns>The part.</returns>
    public T Part<T>()
        where T : class, IAccountPart, new() => Parts.Get<T>();

    /// <summary>Finds the account's state in a Region without creating it.</summary>
    /// <param name="name">The Region.</param>
    /// <returns>The state of the Region, or null.</returns>
    public RegionState? FindRegion(string name) => _regions.TryGetValue(name, out var region) ? region : null;

    /// <summary>Gets the account's state in a Region. The first call creates it.</summary>
    /// <param name="name">The Region.</param>
    /// <returns>The state of the Region.</returns>
    public RegionState Region(string name)
    {
        if (!_regions.TryGetValue(name, out var region))
        {
            region = new RegionState(name);
            _regions.Add(name, region);
        }

        return region;
    }
}
