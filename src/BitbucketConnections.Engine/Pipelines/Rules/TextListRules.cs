using System.Collections.Generic;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks lists of texts, such as the commands of an action. A message shows the position and the length of a text, because the text may be a secret.</summary>
internal static class TextListRules
{
    /// <summary>Describes what is wrong with a list.</summary>
    /// <param name="owner">The owner of the list, such as <c>The action 'Build'</c>.</param>
    /// <param name="what">One text of the list, such as <c>command</c>.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="limit">The allowed number of texts, and the maximum length of each.</param>
    /// <returns>The message; null if the list is valid.</returns>
    public static string? Check(string owner, string what, IReadOnlyList<string>? texts, (int Minimum, int Maximum, int Longest) limit)
    {
        var count = texts?.Count ?? 0;
        if (count < limit.Minimum || count > limit.Maximum)
        {
            return $"{owner} has {Quantity.Of(count, what)}. AWS accepts {limit.Minimum} to {limit.Maximum}, of 1 to {limit.Longest} characters each.";
        }

        for (var i = 0; i < count; i++)
        {
            if (texts![i].Length == 0 || texts[i].Length > limit.Longest)
            {
                var name = char.ToUpperInvariant(what[0]) + what.Substring(1);
                var problem = texts[i].Length == 0 ? "is empty" : $"has {texts[i].Length} characters";
                return $"{name} {i + 1} of {char.ToLowerInvariant(owner[0]) + owner.Substring(1)} {problem}. AWS accepts 1 to {limit.Longest} characters.";
            }
        }

        return null;
    }
}
