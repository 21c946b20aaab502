using System;
using System.Runtime.InteropServices;
using Xunit.Runner.InProc.SystemConsole;

namespace BitbucketConnections.Tests;

/// <summary>Starts the runner of xUnit, like the entry point that xUnit generates, and ends the process.</summary>
internal static class EntryPoint
{
    public static int Main(string[] arguments)
    {
        var code = ConsoleRunner.Run(arguments).GetAwaiter().GetResult();
        if (Type.GetType("Mono.Runtime") is not null)
        {
            // Mono 6.8 aborts its timer thread when the process ends, and crashes if that thread sorts timers at that moment. That happened in a third of the
            // runs. The results are complete here.
            Console.Out.Flush();
            EndProcess(code);
        }

        return code;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void EndProcess(int code);
}
