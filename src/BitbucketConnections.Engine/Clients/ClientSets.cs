using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Clients;

/// <summary>
/// The clients of all sessions of the process. Clients that no session asked for during some minutes are dropped, with their credentials. A session that still
/// uses them keeps them.
/// </summary>
internal sealed class ClientSets
{
    /// <summary>How long clients are kept without use.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    private readonly Dictionary<ClientKey, Entry> _entries = [];
    private readonly Func<ClientKey, ClientSet> _create;
    private readonly IClock _clock;

    public ClientSets(Func<ClientKey, ClientSet> create, IClock clock)
    {
        _create = create;
        _clock = clock;
    }

    /// <summary>Gets the number of client sets that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_entries)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gets the clients of a key. They are created if they are not kept.</summary>
    public ClientSet Get(ClientKey key)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries.Add(key, entry = new Entry(_create(key)));
            }

            entry.LastUse = _clock.Uptime;
            return entry.Clients;
        }
    }

    /// <summary>Drops the clients that were not used for the limit.</summary>
    public void DropIdle()
    {
        lock (_entries)
        {
            var now = _clock.Uptime;
            foreach (var idle in _entries.Where(entry => now - entry.Value.LastUse >= IdleLimit).ToList())
            {
                _entries.Remove(idle.Key);
            }
        }
    }

    private sealed class Entry(ClientSet clients)
    {
        public ClientSet Clients { get; } = clients;

        public TimeSpan LastUse { get; set; }
    }
}
