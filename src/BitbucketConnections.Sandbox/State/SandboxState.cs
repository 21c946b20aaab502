using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.Storage;

namespace BitbucketConnections.Sandbox.State;

/// <summary>
/// All that the sandbox knows. Not safe by itself: whoever reads or writes holds <see cref="Gate"/>, which makes every
/// call atomic. Calls only touch memory, so that one lock is no bottleneck.
/// </summary>
internal sealed class SandboxState
{
    private readonly Dictionary<string, AccountState> _accounts = new(StringComparer.Ordinal);
    private readonly Func<DateTimeOffset> _clock;
    private long _sequence;

    /// <summary>Initializes a new instance of the <see cref="SandboxState"/> class.</summary>
    /// <param name="options">Region and timing.</param>
    /// <param name="clock">Tells the time.</param>
    public SandboxState(SandboxOptions options, Func<DateTimeOffset> clock)
    {
        Options = options;
        _clock = clock;
    }

    /// <summary>Gets the lock that guards all of the state.</summary>
    public object Gate { get; } = new();

    /// <summary>Gets the Region and timing.</summary>
    public SandboxOptions Options { get; }

    /// <summary>Gets the time.</summary>
    public DateTimeOffset Now => _clock();

    /// <summary>Gets the buckets of all accounts: their names are global.</summary>
    public Dictionary<string, BucketRecord> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how actions were planned to go.</summary>
    public PlannedOutcomes Outcomes { get; } = new();

    /// <summary>Gets the accounts that were seen.</summary>
    public IEnumerable<AccountState> Accounts => _accounts.Values;

    /// <summary>Counts: a later resource has a higher number.</summary>
    /// <returns>The next number.</returns>
    public long NextSequence() => ++_sequence;

    /// <summary>Gets an account; one that was never seen starts with the role, bucket and project of every account.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    /// <returns>The account.</returns>
    public AccountState Account(string accountId)
    {
        if (!_accounts.TryGetValue(accountId, out var account))
        {
            account = new AccountState(accountId);
            _accounts.Add(accountId, account);
            AccountSeed.Plant(this, account, RegionPartition.Of(Options.Region));
        }

        return account;
    }

    /// <summary>Finds an account that was seen, without making one.</summary>
    /// <param name="accountId">The account.</param>
    /// <returns>The account, or null.</returns>
    public AccountState? FindAccount(string accountId) => _accounts.TryGetValue(accountId, out var account) ? account : null;

    /// <summary>Finds what an account has in a Region, without making it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <returns>The Region's part, or null.</returns>
    public RegionState? FindRegion(string accountId, string region) => FindAccount(accountId)?.FindRegion(region);

    /// <summary>Finds a connection by the parts of its console link.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="service">The service segment of its ARN.</param>
    /// <param name="id">The id.</param>
    /// <returns>The connection, or null.</returns>
    public ConnectionRecord? FindConnection(string accountId, string region, string service, string id) =>
        FindRegion(accountId, region)?.FindConnection($"arn:{RegionPartition.Of(region)}:{service}:{region}:{accountId}:connection/{id}");
}
