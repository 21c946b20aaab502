using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The tables of docs/sandbox.md that say what was recorded from AWS name tests that exist.</summary>
public sealed partial class RecordedRowTests
{
    private static readonly string s_root = Root();

    private static readonly ILookup<string, string> s_sources = Directory.EnumerateFiles(Path.Combine(s_root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Each_test_of_a_row_exists() => None.Of(Rows().SelectMany(row => TestPattern().Matches(row[3]).Select(test => (Row: row[0], Test: test)))
        .Where(entry => !s_sources[entry.Test.Groups["class"].Value].Any(source => Has(source, entry.Test)))
        .Select(entry => $"{entry.Row}: {entry.Test.Value}"));

    [Fact]
    public void Each_row_has_a_test_or_the_reason_why_it_differs() => None.Of(Rows()
        .Where(row => !TestPattern().IsMatch(row[3]) && (row[3] != "–" || !row[2].StartsWith("differs: ", StringComparison.Ordinal)))
        .Select(row => $"{row[0]}: {row[2]}, {row[3]}"));

    [Fact]
    public void All_rows_that_once_differed_are_there() => Assert.Empty(
        Enumerable.Range(1, 38).Select(row => $"lifecycle {row}").Concat(Enumerable.Range(1, 30).Select(row => $"errors {row}")).Except(Rows().Select(row => row[0])));

    private static bool Has(string source, Match test) =>
        (!test.Groups["method"].Success || source.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal))
        && (!test.Groups["case"].Success || CaseOf(test.Groups["case"].Value).IsMatch(source));

    // The name of a case begins with its rows: "lifecycle 7" is not in "lifecycle 77".
    private static Regex CaseOf(string name) => new($"\\[\"[^\"]*{Regex.Escape(name)}\\b[^\"]*\"\\] =", RegexOptions.CultureInvariant);

    private static IEnumerable<string[]> Rows()
    {
        var page = File.ReadAllText(Path.Combine(s_root, "docs", "sandbox.md"));
        var start = page.IndexOf("\n## As recorded from AWS\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return page[start..end].Split('\n')
            .Where(line => line.StartsWith("| lifecycle ", StringComparison.Ordinal) || line.StartsWith("| errors ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BitbucketConnections.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("`(?<class>\\w+Tests)(\\.(?<method>\\w+))?`( \"(?<case>[^\"]+)\")?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TestPattern();
}
