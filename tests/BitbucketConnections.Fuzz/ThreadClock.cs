using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BitbucketConnections.Fuzz;

/// <summary>Measures the time that a thread used, so that other processes on the computer make no input slow. Where the system has no such clock, it is the time of the clock.</summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID of Linux and of macOS.
    private static readonly int s_id = OperatingSystem.IsLinux() ? 3 : 16;
    private static readonly bool s_isKnown = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <summary>Gets the time that the current thread used.</summary>
    public static TimeSpan Now => s_isKnown && Read(s_id, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100)
        : TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out TimeOfThread time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeOfThread
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
