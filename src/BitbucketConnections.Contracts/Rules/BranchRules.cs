using System;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Checks branch names without AWS.</summary>
public static class BranchRules
{
    private const string Prefix = "refs/heads/";

    /// <summary>Reads a branch name and removes the prefix <c>refs/heads/</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="branch">The branch; empty if there is a finding.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? Parse(string? value, out string branch)
    {
        branch = string.Empty;
        var text = value?.Trim() ?? string.Empty;
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            text = text.Substring(Prefix.Length);
        }

        if (text.Length == 0)
        {
            return new Finding("BranchMissing", "The branch is required and has no default. Specify it, for example -Branch main.");
        }

        if (text.StartsWith("refs/", StringComparison.Ordinal))
        {
            return new Finding("InvalidBranchName", $"'{text}' is a git reference of another kind, and not a branch. Specify the name of one branch, for example main.");
        }

        if (!IsRefName(text))
        {
            return new Finding(
                "InvalidBranchName",
                $"'{text}' is not a valid git branch name. Specify the name of one branch. Patterns are not allowed here.");
        }

        branch = text;
        return null;
    }

    /// <summary>Writes the name of a branch as a pattern of a trigger filter that matches only this branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <returns>The pattern.</returns>
    public static string ToPattern(string branch) =>

        // A brace is the only character that is valid in a branch name and special in a pattern.
        branch.Replace("{", "\\{").Replace("}", "\\}");

    // git's own rules (git help check-ref-format, --branch).
    private static bool IsRefName(string text) =>
        text.IndexOfAny([' ', '~', '^', ':', '?', '*', '[', '\\']) < 0 && !text.Any(char.IsControl)
        && !text.Contains("..") && !text.Contains("@{") && text != "@" && text[0] != '-' && text[text.Length - 1] != '.'
        && text.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));
}
