using System;
using System.IO;
using System.Runtime.InteropServices;

namespace BitbucketConnections.Loader;

/// <summary>
/// The assemblies that are compiled to native code for this platform. .NET uses native code only of its own version, and the IL of the same file otherwise. A
/// file for another platform can't be loaded at all, so each platform has a folder.
/// </summary>
internal static class PrecompiledFolder
{
    // The version of .NET that src/build/ReadyToRun compiles for. Older versions can't use the files.
    private const int FirstVersion = 10;

    /// <summary>Finds the folder of this platform.</summary>
    /// <param name="folder">The folder of the engine.</param>
    /// <returns>The path; null if the module has no native code for this platform, or this version of .NET can't use it.</returns>
    public static string? Find(string folder)
    {
        if (Environment.Version.Major < FirstVersion)
        {
            return null;
        }

        var path = Path.Combine(folder, Platform());
        return Directory.Exists(path) ? path : null;
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux() ? "linux" : "other";
        return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
    }
}
