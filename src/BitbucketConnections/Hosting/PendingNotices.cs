using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Writes how a person completes connections that are PENDING. A pipeline of commands writes this once for each connection: a wait does not repeat what the
/// command that created the connection, and that feeds the wait, has written.
/// </summary>
internal sealed class PendingNotices : IDisposable
{
    // A long list of warnings would hide the first ones.
    private const int Most = 5;
    private static readonly ConcurrentDictionary<(Guid Runspace, string Arn), PendingNotices> s_told = new();
    private readonly Guid _runspace = Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>Writes a warning about a connection that this command has just created.</summary>
    /// <param name="created">The connection.</param>
    /// <param name="warn">Writes a warning.</param>
    /// <param name="isShown">Whether the user sees warnings.</param>
    public void TellCreated(Connection created, Action<string> warn, bool isShown)
    {
        if (isShown)
        {
            s_told.TryAdd((_runspace, created.ConnectionArn), this);
        }

        warn($"Connection '{created.ConnectionName}' in {created.Region} is PENDING until a person completes it. {created.NextStep}");
    }

    /// <summary>Writes a warning about each connection for which the command is going to wait.</summary>
    /// <param name="pending">The connections.</param>
    /// <param name="warn">Writes a warning.</param>
    public void TellAwaited(IReadOnlyList<Connection> pending, Action<string> warn)
    {
        List<Connection> fresh;
        lock (_own)
        {
            fresh = pending.Where(c => _own.Add(c.ConnectionArn) && !s_told.ContainsKey((_runspace, c.ConnectionArn))).ToList();
        }

        foreach (var connection in fresh.Take(fresh.Count > Most ? Most - 1 : Most))
        {
            warn($"Waiting for connection '{connection.ConnectionName}' in {connection.Region}, which is PENDING until a person completes it. {ConnectionRules.HowToComplete(connection.ConsoleUrl)}");
        }

        if (fresh.Count > Most)
        {
            warn($"{fresh.Count - Most + 1} more connections are PENDING. Get-BitbucketConnection -Status PENDING | Format-List shows how to complete each of them.");
        }
    }

    /// <summary>Ends the notices of the command, with its pipeline.</summary>
    public void Dispose()
    {
        foreach (var told in s_told.Where(entry => entry.Value == this).ToList())
        {
            s_told.TryRemove(told.Key, out _);
        }
    }
}
