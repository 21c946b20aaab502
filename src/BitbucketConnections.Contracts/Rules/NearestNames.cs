using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Describes the existing names that are similar to a name that was not found.</summary>
public static class NearestNames
{
    private const int Shown = 3;

    // A shorter part is in too many names.
    private const int MinimumPart = 3;

    /// <summary>Describes the nearest names, another case first, and the number of the others.</summary>
    /// <param name="wanted">The name that was not found.</param>
    /// <param name="names">The existing names, without duplicates.</param>
    /// <param name="plural">What has the names, such as <c>pipelines</c>.</param>
    /// <returns>The sentences.</returns>
    public static string Describe(string wanted, IReadOnlyCollection<string> names, string plural)
    {
        if (names.Count == 0)
        {
            return $"No {plural} exist there.";
        }

        var near = names.Select(name => (Name: name, Distance: Distance(wanted, name))).Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal).Select(candidate => candidate.Name).Take(Shown).ToList();
        var others = names.Count - near.Count;
        return near.Count == 0
            ? $"No similar name exists. Number of {plural}: {names.Count}."
            : $"{(near.Count == 1 ? "Similar name" : "Similar names")}: {string.Join(", ", near.Select(name => $"'{name}'"))}{(others == 0 ? "." : $" ({others} more).")}";
    }

    // The number of edits, without the case: 0 is another case. A part of a name is similar, whatever its length. Null is not similar.
    private static int? Distance(string wanted, string name)
    {
        if (wanted.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var (shorter, longer) = wanted.Length <= name.Length ? (wanted, name) : (name, wanted);
        if (shorter.Length >= MinimumPart && longer.IndexOf(shorter, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return longer.Length - shorter.Length;
        }

        // Two letters in the wrong order are two edits.
        var limit = longer.Length <= MinimumPart ? 1 : Math.Max(2, longer.Length / 3);
        return longer.Length - shorter.Length > limit || Edits(shorter.ToUpperInvariant(), longer.ToUpperInvariant()) is var edits && edits > limit ? null : edits;
    }

    // The number of letters to insert, remove or replace (Levenshtein).
    private static int Edits(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        var current = new int[to.Length + 1];
        for (var i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
