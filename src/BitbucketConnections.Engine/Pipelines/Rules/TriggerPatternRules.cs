using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Finds patterns of triggers that can never match, with the pattern that was probably meant. Paths are relative to the repository (CodePipeline guide,
/// filter triggers), and the names of branches and tags follow the rules of git (git check-ref-format). AWS accepts such patterns.
/// </summary>
internal static class TriggerPatternRules
{
    private const string Id = "PatternNeverMatches";

    // Git allows these in no name. A backslash, "*", "?" and "[" are also not allowed in names, but have a meaning in patterns.
    private static readonly char[] s_notInNames = [' ', '~', '^', ':'];

    public static IEnumerable<Finding> Branches(TriggerPatterns? patterns, string path) => Check(patterns, path, text => Name(text, "branch", "refs/heads/"));

    public static IEnumerable<Finding> Tags(TriggerPatterns? patterns, string path) => Check(patterns, path, text => Name(text, "tag", "refs/tags/"));

    public static IEnumerable<Finding> Paths(TriggerPatterns? patterns, string path) => Check(patterns, path, Path);

    private static IEnumerable<Finding> Check(TriggerPatterns? patterns, string path, Func<string, (string Reason, string Meant)?> check)
    {
        foreach (var (text, place) in All(patterns?.Includes, path + ".Includes").Concat(All(patterns?.Excludes, path + ".Excludes")).Where(pattern => pattern.Text.Length > 0))
        {
            // A regular expression can also be malformed as a glob pattern, and its replacement is known.
            if (GlobPattern.Parse(text, out _) is { } malformed && !IsExpression(text))
            {
                yield return new Finding(malformed.Id, $"{malformed.Message} It matches nothing.", place) { IsWarning = true };
            }
            else if ((Common(text) ?? check(text)) is var (reason, meant))
            {
                yield return new Finding(Id, $"The pattern '{text}' matches nothing: {reason}. Use {meant}.", place) { IsWarning = true };
            }
        }
    }

    private static IEnumerable<(string Text, string Path)> All(IReadOnlyList<string>? list, string path) => (list ?? []).Select((text, i) => (text, $"{path}[{i}]"));

    private static (string Reason, string Meant)? Common(string text)
    {
        if (text[0] == '!')
        {
            return ("'!' at the start does not exclude", $"'{text.Substring(1)}' as an exclude pattern");
        }

        if (IsExpression(text))
        {
            return ("it is a regular expression, and triggers have glob patterns", $"'{Glob(text)}'");
        }

        // A comma within braces separates alternatives.
        var parts = text.Split(',').Select(part => part.Trim()).ToList();
        return text.IndexOf('{') < 0 && parts.Count > 1 && parts.TrueForAll(part => part.Length > 0)
            ? ("it has a comma, and each pattern is a value of its own", $"{parts.Count} patterns: {string.Join(", ", parts.Select(part => $"'{part}'"))}")
            : null;
    }

    private static (string Reason, string Meant)? Name(string text, string what, string prefix)
    {
        var other = prefix == "refs/heads/" ? "refs/tags/" : "refs/heads/";
        if (text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return ($"the name of a {what} has no '{prefix}'", $"'{text.Substring(prefix.Length)}'");
        }

        if (text.StartsWith(other, StringComparison.Ordinal))
        {
            return ($"it is not the name of a {what}", $"'{text.Substring(other.Length)}' in a filter for {(what == "tag" ? "branches" : "tags")}");
        }

        var trimmed = text.Trim('/', ' ');
        if (trimmed.Length > 0 && trimmed != text)
        {
            return ($"the name of a {what} does not start or end with '/' or a space", IsFolder(text) ? $"'{trimmed}/**' or '{trimmed}'" : $"'{trimmed}'");
        }

        return text.IndexOfAny(s_notInNames) is >= 0 and var i ? ($"the name of a {what} can't have '{text[i]}'", $"the exact name of the {what}") : null;
    }

    private static (string Reason, string Meant)? Path(string text)
    {
        if (text.Trim() is { Length: > 0 } trimmed && trimmed != text)
        {
            return ("a path does not start or end with a space", $"'{Path(trimmed)?.Meant.Trim('\'') ?? trimmed}'");
        }

        // "\" escapes the next character, which no glob needs before a letter.
        if (text.Where((c, i) => c == '\\' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])).Any() || text.IndexOf("\\*", StringComparison.Ordinal) > 0)
        {
            return (@"'\' is not a separator of paths", $"'{text.Replace('\\', '/')}'");
        }

        var meant = text.StartsWith("./", StringComparison.Ordinal) ? text.Substring(2) : text;
        meant = meant.TrimStart('/');
        if (IsFolder(meant))
        {
            meant += "**";
        }

        return meant == text || meant.Length == 0
            ? null
            : (IsFolder(text) ? "a path is that of a file, and does not end with '/'" : "a path is relative to the repository, without '/' or './' at the start", $"'{meant}'");
    }

    private static bool IsFolder(string text) => text.Length > 0 && text[text.Length - 1] == '/';

    private static bool IsExpression(string text) => text[0] == '^' || (text.Length > 1 && text[text.Length - 1] == '$') || text == ".*" || text.EndsWith("/.*", StringComparison.Ordinal) || IsAlternation(text);

    // A name or path can have parentheses, and it can have "|", but both together are alternatives.
    private static bool IsAlternation(string text) => text.IndexOf('|') is > 0 and var bar && (text.IndexOf('(') < 0 || (text.IndexOf('(') < bar && text.IndexOf(')', bar) > 0));

    // The dot and the star of an expression also match "/", and so does "**" between the separators of a pattern.
    private static string Glob(string text)
    {
        var inner = text.TrimStart('^').TrimEnd('$').Replace("\\", string.Empty);
        if (IsAlternation(inner))
        {
            inner = inner.IndexOf('(') < 0 ? "{" + inner.Replace('|', ',') + "}" : inner.Replace("(?:", "{").Replace('(', '{').Replace(')', '}').Replace('|', ',');
        }

        inner = inner.Replace(".+", ".*");
        return inner == ".*" ? "**" : (inner.EndsWith("/.*", StringComparison.Ordinal) ? inner.Remove(inner.Length - 2) + "**" : inner).Replace("/.*/", "/**/").Replace(".*", "*");
    }
}
