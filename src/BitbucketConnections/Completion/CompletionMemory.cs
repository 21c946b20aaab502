using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>
/// The lists that completion read in the last seconds, and the failures. A list that takes longer than a Tab can wait is read to its end, so the next Tab
/// has it. After a failure, the next Tab does not wait again. A command of this module that changes something clears all lists.
/// </summary>
internal static class CompletionMemory
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_failures = TimeSpan.FromSeconds(10);
    private static readonly object s_lock = new();
    private static readonly Dictionary<Key, Entry> s_entries = [];

    /// <summary>Gets a list.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="target">What the list is of, such as a pipeline; empty for the account.</param>
    /// <param name="settings">The settings of the command.</param>
    /// <returns>The items; empty after a failure, and if the list takes too long.</returns>
    public static IReadOnlyList<T> Get<T>(CompletionList<T> list, string target, SessionSettings settings)
    {
        var engine = EngineHost.Engine;
        var session = new SessionKey(engine, settings, AwsVariables.Read());
        var key = new Key(session, list.Name, target);
        Entry? entry;
        lock (s_lock)
        {
            Forget();
            if (s_entries.TryGetValue(new Key(session, string.Empty, string.Empty), out _))
            {
                return [];
            }

            if (!s_entries.TryGetValue(key, out entry))
            {
                s_entries[key] = entry = new Entry(token => ReadAsync(list, target, key, token), list.Lifetime);
            }
        }

        return entry.Wait(s_wait) is IReadOnlyList<T> items ? items : [];
    }

    /// <summary>Forgets all lists.</summary>
    public static void Clear()
    {
        lock (s_lock)
        {
            s_entries.Clear();
        }
    }

    private static async Task<object?> ReadAsync<T>(CompletionList<T> list, string target, Key key, CancellationToken cancellationToken)
    {
        try
        {
            return await list.ReadAsync(key.Session.Engine.Open(key.Session.Settings, new Silence()), target, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            // Without a Region, credentials or an endpoint, no other list can be read.
            if (failure.Kind is ServiceErrorKind.RegionNotFound or ServiceErrorKind.CredentialsNotFound or ServiceErrorKind.ProfileInvalid or ServiceErrorKind.EndpointUnreachable)
            {
                lock (s_lock)
                {
                    s_entries[new Key(key.Session, string.Empty, string.Empty)] = new Entry(_ => Task.FromResult<object?>(null), s_failures);
                }
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static void Forget()
    {
        var old = new List<Key>();
        foreach (var entry in s_entries)
        {
            if (entry.Value.IsOld)
            {
                old.Add(entry.Key);
            }
        }

        old.ForEach(key => s_entries.Remove(key));
    }

    private readonly record struct SessionKey(IEngine Engine, SessionSettings Settings, string Variables);

    private readonly record struct Key(SessionKey Session, string List, string Target);

    private sealed class Entry
    {
        private readonly Task<object?> _read;
        private readonly TimeSpan _lifetime;
        private readonly Stopwatch _age = new();
        private int _waited;

        public Entry(Func<CancellationToken, Task<object?>> read, TimeSpan lifetime)
        {
            _lifetime = lifetime;
            _read = Task.Run(async () =>
            {
                using var limit = new CancellationTokenSource(s_limit);
                try
                {
                    return await read(limit.Token).ConfigureAwait(false);
                }
                finally
                {
                    _age.Start();
                }
            });
        }

        public bool IsOld => _read.IsCompleted && _age.Elapsed > (_read.Status == TaskStatus.RanToCompletion && _read.Result is not null ? _lifetime : s_failures);

        // Only the first Tab waits for a list that takes long.
        public object? Wait(TimeSpan limit) =>
            _read.IsCompleted || (Interlocked.Exchange(ref _waited, 1) == 0 && ((IAsyncResult)_read).AsyncWaitHandle.WaitOne(limit)) ? Result : null;

        private object? Result => _read.Status == TaskStatus.RanToCompletion ? _read.Result : null;
    }

    private sealed class Silence : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => false;

        public void Write(DiagnosticEvent diagnostic)
        {
            // A completer has no streams.
        }
    }
}
