using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BitbucketConnections.Hosting;

/// <summary>Handles the import and removal of the module. It does little, so that the import is fast.</summary>
public sealed class ModuleEvents : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly ConcurrentStack<IDisposable> s_toDispose = new();

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
        while (s_toDispose.TryPop(out var held))
        {
            held.Dispose();
        }
    }

    private static Assembly Self => typeof(ModuleEvents).Assembly;

    private static Assembly? FindOther() => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(
        a => a != Self && !a.IsDynamic && a.FullName?.StartsWith("BitbucketConnections,", StringComparison.Ordinal) == true);

    internal static void OnRemoving(IDisposable held) => s_toDispose.Push(held);
}
