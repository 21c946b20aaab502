using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>The checkout from which the tests were built.</summary>
internal static class Sources
{
    /// <summary>Gets the folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the path and text of each source file of some projects.</summary>
    public static IEnumerable<(string Path, string Text)> Of(params string[] projects) =>
        from project in projects
        from file in Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Path.Combine(Root, "src"), file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "BitbucketConnections.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
