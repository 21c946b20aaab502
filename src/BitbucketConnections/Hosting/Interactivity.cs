using System;
using System.Linq;
using System.Management.Automation.Host;

namespace BitbucketConnections.Hosting;

/// <summary>Decides whether somebody is there to be asked, or to look: the one place that does.</summary>
internal static class Interactivity
{
    private const string Console = "ConsoleHost";

    /// <summary>Gets or sets what tests put in place of <see cref="IsInteractive"/>.</summary>
    internal static bool? Override { get; set; }

    /// <summary>Tells whether a person sits at the host: one who can be asked, and before whom a browser may open.</summary>
    public static bool IsInteractive(PSHost host) => Override
        ?? (host.UI?.RawUI is not null && CanAsk(host.Name, Environment.UserInteractive, IsInputRedirected(), Environment.GetCommandLineArgs()));

    /// <summary>
    /// Tells whether progress reaches somebody. A program that hosts PowerShell has the progress stream to show; a
    /// console shows it only to a person.
    /// </summary>
    public static bool IsWatched(PSHost host) => host.Name switch
    {
        "ServerRemoteHost" => false,
        Console => IsInteractive(host),
        _ => true,
    };

    /// <summary>Decides by what is known of a host.</summary>
    internal static bool CanAsk(string hostName, bool hasDesktop, bool isInputRedirected, string[] commandLine) => hostName switch
    {
        // A background job, a remote session and a runspace without a host show their prompts to nobody.
        "Default Host" or "ServerRemoteHost" => false,
        Console => hasDesktop && !isInputRedirected && !commandLine.Skip(1).Any(IsNonInteractive),
        _ => hasDesktop,
    };

    // PowerShell takes any beginning of the name that is long enough, after one dash, two, or a slash.
    private static bool IsNonInteractive(string argument)
    {
        var name = argument.TrimStart('-', '/');
        return name.Length < argument.Length && name.Length >= 4 && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase);
    }

#pragma warning disable RS0030 // Nothing is read or written: whether there is a console is a question to the console.
    private static bool IsInputRedirected() => System.Console.IsInputRedirected;
#pragma warning restore RS0030
}
