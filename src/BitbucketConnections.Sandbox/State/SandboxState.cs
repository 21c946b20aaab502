using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.State;

/// <summary>
/// The state of the sandbox. It does not know the services: each service has parts here, in the scope that AWS uses (global, account or Region).
/// Not thread-safe by itself: readers and writers lock <see cref="Gate"/>, which makes every call atomic. Calls use only memory, so
/// one lock is fast enough.
/// </summary>
internal sealed class SandboxState
{
    private readonly Dictionary<string, AccountState> _accounts = new(StringComparer.Ordinal);
    private readonly SandboxClock _clock;
    private readonly Action<SandboxState, AccountState> _seed;

    /// <summary>Initializes a new instance of the <see cref="SandboxState"/> class.</summary>
    /// <param name="options">Region and timing.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    /// <param name="seed">Creates the initial resources of a new account.</param>
    public SandboxState(SandboxOptions options, SandboxClock clock, Action<SandboxState, AccountState> seed)
    {
        _seed = seed;
        Options = options;
        _clock = clock;
    }

    /// <summary>Gets the lock that guards all of the state.</summary>
    public object Gate { get; } = new();

    /// <summary>Gets the Region and timing.</summary>
    public SandboxOptions Options { get; }

    /// <summary>Gets the time.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Gets the used accounts.</summary>
    public IEnumerable<AccountState> Accounts => _accounts.Values;

    /// <summary>Gets the states of all services for the whole sandbox.</summary>
    public StateParts<ISandboxPart> Parts { get; } = new();

    /// <summary>Gets the quotas and the request rate.</summary>
    public SandboxLimits Limits => Part<CurrentLimits>().Value;

    /// <summary>Gets or sets the last sequence number.</summary>
    public long LastSequence { get; set; }

    /// <summary>Gets a service's state for the whole sandbox. The first call creates it.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <returns>The part.</returns>
    public T Part<T>()
        where T : class, ISandboxPart, new() => Parts.Get<T>();

    /// <summary>Returns the next sequence number. Later resources have higher numbers.</summary>
    /// <returns>The next number.</returns>
    public long NextSequence() => ++LastSequence;

    /// <summary>Gets an account. The first call creates it with its initial resources.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    /// <returns>The account.</returns>
    public AccountState Account(string accountId)
    {
        if (!_accounts.TryGetValue(accountId, out var account))
        {
            account = Add(accountId);
            _seed(this, account);
        }

        return account;
    }

    /// <summary>Removes everything. Accounts get their initial resources when they are used again.</summary>
    public void Clear()
    {
        Parts.Clear();
        _accounts.Clear();
        LastSequence = 0;
    }

    /// <summary>Adds an account without its initial resources.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    /// <returns>The empty account.</returns>
    public AccountState Add(string accountId)
    {
        var account = new AccountState(accountId);
        _accounts.Add(accountId, account);
        return account;
    }

    /// <summary>Finds a used account without creating it.</summary>
    /// <param name="accountId">The account.</param>
    /// <returns>The account, or null.</returns>
    public AccountState? FindAccount(string accountId) => _accounts.TryGetValue(accountId, out var account) ? account : null;

    /// <summary>Finds an account's state in a Region without creating it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <returns>The state of the Region, or null.</returns>
    public RegionState? FindRegion(string accountId, string region) => FindAccount(accountId)?.FindRegion(region);
}
