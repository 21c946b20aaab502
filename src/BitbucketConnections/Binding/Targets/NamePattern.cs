using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>
/// A name, or a pattern with wildcards. A name that exists is exact, even if it has the characters of a pattern. Exact names are case-sensitive, as on AWS;
/// patterns are not.
/// </summary>
internal sealed class NamePattern
{
    private readonly WildcardPattern? _pattern;

    /// <summary>Initializes a new instance of the <see cref="NamePattern"/> class.</summary>
    /// <param name="text">The name or pattern.</param>
    /// <param name="existing">The existing names. They are read only if the text can be a pattern.</param>
    public NamePattern(string text, IEnumerable<string> existing)
    {
        Text = text;
        _pattern = WildcardPattern.ContainsWildcardCharacters(text) && !existing.Contains(text, StringComparer.Ordinal)
            ? Compile(text)
            : null;
    }

    /// <summary>Determines whether a text can be a pattern. An ARN is never one.</summary>
    /// <param name="text">The name, pattern or ARN.</param>
    public static bool CanBe(string text) => !text.StartsWith("arn:", StringComparison.Ordinal) && WildcardPattern.ContainsWildcardCharacters(text);

    /// <summary>Compiles a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <returns>The pattern. It ignores case.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the pattern is not valid, such as one with an open bracket.</exception>
    public static WildcardPattern Compile(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // PowerShell reads the pattern when it is used for the first time.
            _ = pattern.IsMatch("a");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            throw ServiceException.FromFindings([new Finding("InvalidPattern", $"The pattern '{text}' is not valid. To use a bracket or an asterisk as a character, put ` before it.")]);
        }
    }

    /// <summary>Gets the name or pattern.</summary>
    public string Text { get; }

    /// <summary>Gets a value indicating whether it is one exact name.</summary>
    public bool IsExact => _pattern is null;

    /// <summary>Determines whether a name matches.</summary>
    public bool IsMatch(string name) => _pattern?.IsMatch(name) ?? name == Text;
}
