using System;
using System.Linq;
using System.Management.Automation.Host;

namespace BitbucketConnections.Hosting;

/// <summary>Decides whether somebody is there to be asked or to look: the one place that does.</summary>
internal static class Interactivity
{
    /// <summary>Gets or sets what tests put in the decision's place.</summary>
    internal static bool? Override { get; set; }

    /// <summary>Tells whether a person sits at the host.</summary>
    public static bool IsInteractive(PSHost host) => Override ?? (host.UI?.RawUI is not null && HasUser(host.Name) && !WasStartedNonInteractive());

    // A background job, a remote session and a runspace without a host show their prompts to nobody.
    private static bool HasUser(string hostName) => hostName switch
    {
        "Default Host" or "ServerRemoteHost" => false,
        "ConsoleHost" => Environment.UserInteractive && !IsInputRedirected(),
        _ => Environment.UserInteractive,
    };

    // PowerShell takes any beginning of the name that is long enough, with either dash and with a slash.
    private static bool WasStartedNonInteractive() => Environment.GetCommandLineArgs().Skip(1).Any(
        a => a.Length >= 5 && a[0] is '-' or '/' && "-noninteractive".StartsWith("-" + a.TrimStart('-', '/'), StringComparison.OrdinalIgnoreCase));

#pragma warning disable RS0030 // Nothing is read or written: whether there is a console is a question to the console.
    private static bool IsInputRedirected() => Console.IsInputRedirected;
#pragma warning restore RS0030
}
