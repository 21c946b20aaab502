using System;
using System.Linq;
using System.Management.Automation.Host;

namespace BitbucketConnections.Hosting;

/// <summary>Determines whether a person can answer prompts or see progress. No other code determines this.</summary>
internal static class Interactivity
{
    private const string Console = "ConsoleHost";

    /// <summary>Gets or sets the replacement for <see cref="IsInteractive"/> in tests.</summary>
    internal static bool? Override { get; set; }

    /// <summary>Determines whether a person uses the host, who can answer prompts and see a browser.</summary>
    public static bool IsInteractive(PSHost host) => Override
        ?? (host.UI?.RawUI is not null && CanAsk(host.Name, Environment.UserInteractive, IsInputRedirected(), Environment.GetCommandLineArgs()));

    /// <summary>
    /// Determines whether progress is visible. A program that hosts PowerShell can show the progress stream. In a console, only a person can see it.
    /// </summary>
    public static bool IsWatched(PSHost host) => host.Name switch
    {
        "ServerRemoteHost" => false,
        Console => IsInteractive(host),
        _ => true,
    };

    /// <summary>Determines whether the output of the process goes to a file or another program.</summary>
    public static bool IsOutputRedirected()
    {
#pragma warning disable RS0030 // Only determines whether output is redirected. Nothing is written.
        return System.Console.IsOutputRedirected;
#pragma warning restore RS0030
    }

    /// <summary>Determines whether a host can prompt.</summary>
    internal static bool CanAsk(string hostName, bool hasDesktop, bool isInputRedirected, string[] commandLine) => hostName switch
    {
        // Prompts of a background job, a remote session or a runspace without a host are not visible.
        "Default Host" or "ServerRemoteHost" => false,
        Console => hasDesktop && !isInputRedirected && !commandLine.Skip(1).Any(IsNonInteractive),
        _ => hasDesktop,
    };

    // PowerShell accepts any sufficiently long prefix of the name, after one dash, two dashes, or a slash.
    private static bool IsNonInteractive(string argument)
    {
        var name = argument.TrimStart('-', '/');
        return name.Length < argument.Length && name.Length >= 4 && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase);
    }

#pragma warning disable RS0030 // Only determines whether input is redirected. Nothing is read or written.
    private static bool IsInputRedirected() => System.Console.IsInputRedirected;
#pragma warning restore RS0030
}
