using System;
using System.Reflection;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Views;

/// <summary>
/// Colors a status with the styles of <c>$PSStyle</c>. PowerShell removes them from files and with NO_COLOR, but not if the output of its process is
/// redirected. Windows PowerShell has no <c>$PSStyle</c>, so it shows no colors.
/// </summary>
internal static class ViewColor
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;
    private static readonly Type? s_style = typeof(System.Management.Automation.PSObject).Assembly.GetType("System.Management.Automation.PSStyle");

    /// <summary>Gets or sets the replacement for the check of the output in tests.</summary>
    internal static bool? IsTerminalOverride { get; set; }

    /// <summary>Colors a status: the color of errors for a failure, that of warnings for something that is not complete, green for success.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The status, with the codes of a terminal if the host may show them.</returns>
    public static string Of(string status)
    {
        var style = s_style?.GetProperty("Instance", Public)?.GetValue(null);
        if (style is null || Value(style, "OutputRendering")?.ToString() == "PlainText" || !(IsTerminalOverride ?? !Interactivity.IsOutputRedirected()))
        {
            return status;
        }

        var code = status switch
        {
            "AVAILABLE" or "Succeeded" or "Associated" => Value(style, "Foreground", "Green"),
            "ERROR" or "Failed" => Value(style, "Formatting", "Error"),
            "PENDING" or "InProgress" or "Stopping" or "Associating" or "Disassociating" => Value(style, "Formatting", "Warning"),
            _ => null,
        };
        return code is string { Length: > 0 } color ? color + status + Value(style, "Reset") : status;
    }

    private static object? Value(object? of, params string[] path)
    {
        foreach (var name in path)
        {
            of = of?.GetType().GetProperty(name, Public)?.GetValue(of);
        }

        return of;
    }
}
