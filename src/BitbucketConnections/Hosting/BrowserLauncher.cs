using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BitbucketConnections.Hosting;

/// <summary>Opens a page in the browser of the user, if possible.</summary>
internal static class BrowserLauncher
{
    /// <summary>Gets or sets the replacement for the browser in tests. It returns whether the page was opened.</summary>
    internal static Func<Uri, bool>? Override { get; set; }

    /// <summary>Opens a page.</summary>
    /// <returns>False if no browser can be opened, such as on a server without a display.</returns>
    public static bool TryOpen(Uri page)
    {
        if (Override is { } replaced)
        {
            return replaced(page);
        }

        try
        {
            using var process = Start(page);
            return process is not null;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or System.IO.FileNotFoundException)
        {
            return false;
        }
    }

    private static Process? Start(Uri page)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Environment.UserInteractive ? Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }) : null;
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return Process.Start(new ProcessStartInfo("open", page.AbsoluteUri) { UseShellExecute = false });
        }

        var hasDisplay = Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        return hasDisplay
            ? Process.Start(new ProcessStartInfo("xdg-open", page.AbsoluteUri) { UseShellExecute = false, RedirectStandardError = true })
            : null;
    }
}
