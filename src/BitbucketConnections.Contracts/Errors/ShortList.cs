using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Writes lists in messages. A message with fifty names is not read.</summary>
public static class ShortList
{
    private const int Shown = 5;

    /// <summary>Joins items with commas: at most five, and the number of the others.</summary>
    /// <param name="items">The items.</param>
    /// <param name="separator">The text between two items.</param>
    /// <returns>The text.</returns>
    public static string Join(IEnumerable<string> items, string separator = ", ")
    {
        var all = items.ToList();
        return all.Count <= Shown + 1 ? string.Join(separator, all) : $"{string.Join(separator, all.Take(Shown))} and {all.Count - Shown} more";
    }
}
