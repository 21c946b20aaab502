using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace BitbucketConnections.Fuzz;

/// <summary>Reads the seeds and the past finds, which are in the assembly.</summary>
internal static class FuzzResources
{
    private static readonly Assembly s_assembly = typeof(FuzzResources).Assembly;

    /// <summary>Gets the past finds with the names of their files.</summary>
    public static IEnumerable<(string Name, FuzzFind Find)> Corpus() => Names("Corpus/").Select(name => (name["Corpus/".Length..], FuzzFind.Parse(Read(name))));

    /// <summary>Gets the lines of a file of seeds. Empty lines and lines that start with <c>##</c> are not seeds.</summary>
    public static string[] Lines(string file) => Read("Seeds/" + file).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n')
        .Where(line => line.Length > 0 && !line.StartsWith("##", StringComparison.Ordinal)).Select(FuzzFind.Unescape).ToArray();

    /// <summary>Gets the content of each file of a folder of seeds.</summary>
    public static string[] Files(string folder) => Names($"Seeds/{folder}/").Select(Read).ToArray();

    private static IEnumerable<string> Names(string start) =>
        s_assembly.GetManifestResourceNames().Select(name => name.Replace('\\', '/')).Where(name => name.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var stream = s_assembly.GetManifestResourceStream(name) ?? s_assembly.GetManifestResourceStream(name.Replace('/', '\\')) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
