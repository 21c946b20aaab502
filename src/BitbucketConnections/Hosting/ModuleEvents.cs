using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BitbucketConnections.Hosting;

/// <summary>Handles the import and removal of the module. It does little, so that the import is fast.</summary>
public sealed class ModuleEvents : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly List<IDisposable> s_toDispose = [];

    /// <summary>Refuses unsupported PowerShell versions, and sessions with another copy of the module.</summary>
    /// <exception cref="PSNotSupportedException">PowerShell 6.0–7.3, or another copy of the module is already loaded.</exception>
    public void OnImport()
    {
        // The manifest requires 5.1 and cannot exclude the versions in between. net8.0 requires 7.4.
        var version = typeof(PSObject).Assembly.GetName().Version;
        if (version is { Major: 6 } or { Major: 7, Minor: < 4 })
        {
            throw new PSNotSupportedException(
                $"BitbucketConnections requires Windows PowerShell 5.1, or PowerShell 7.4 or newer. This is PowerShell {version.Major}.{version.Minor}.");
        }

        if (FindOther() is { } other)
        {
            throw new PSNotSupportedException(
                $"This session has already loaded {other.Location} ({other.GetName().Version}), and an assembly cannot be unloaded. To use {Self.Location}, start a new session.");
        }

        EngineHost.Resume();
    }

    /// <summary>Releases the resources of the module in the process: the resolve handler and a running sandbox.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        List<IDisposable> held;
        lock (s_toDispose)
        {
            held = [.. s_toDispose];
            s_toDispose.Clear();
        }

        // The last one first.
        for (var last = held.Count - 1; last >= 0; last--)
        {
            held[last].Dispose();
        }
    }

    private static Assembly Self => typeof(ModuleEvents).Assembly;

    private static Assembly? FindOther() => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(
        a => a != Self && !a.IsDynamic && a.FullName?.StartsWith("BitbucketConnections,", StringComparison.Ordinal) == true);

    /// <summary>Disposes something when the module is removed.</summary>
    internal static void OnRemoving(IDisposable held)
    {
        lock (s_toDispose)
        {
            s_toDispose.Add(held);
        }
    }

    /// <summary>Forgets something that is disposed already, so that its memory can be freed.</summary>
    internal static void Forget(IDisposable held)
    {
        lock (s_toDispose)
        {
            s_toDispose.Remove(held);
        }
    }
}
