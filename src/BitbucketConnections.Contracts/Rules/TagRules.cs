using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Checks tags without AWS.</summary>
public static class TagRules
{
    /// <summary>The maximum number of tags of a pipeline (CodePipeline quota: 50).</summary>
    public const int MaximumTags = 50;

    private const int MaximumKeyLength = 128;

    /// <summary>Checks tags: keys 1–128 characters and not starting <c>aws:</c>, values 0–256, at most 50.</summary>
    /// <param name="tags">The tags; null if there are none.</param>
    /// <returns>All findings.</returns>
    public static IReadOnlyList<Finding> Check(IReadOnlyDictionary<string, string>? tags)
    {
        var findings = new List<Finding>();
        if (tags is null)
        {
            return findings;
        }

        if (tags.Count > MaximumTags)
        {
            findings.Add(new Finding("TooManyTags", $"{tags.Count} tags were specified. A resource can have at most {MaximumTags}."));
        }

        foreach (var tag in tags)
        {
            if (CheckKey(tag.Key) is { } key)
            {
                findings.Add(key);
            }

            if (tag.Value.Length > 256)
            {
                findings.Add(new Finding("InvalidTag", $"The value of the tag '{Shorten(tag.Key)}' has {tag.Value.Length} characters. AWS accepts 0 to 256.", PathOf(tag.Key)));
            }
        }

        return findings;
    }

    /// <summary>Checks a key: 1–128 characters and not starting <c>aws:</c>.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckKey(string key)
    {
        if (key.Length is 0 or > 128)
        {
            return new Finding("InvalidTag", $"The tag key '{Shorten(key)}' has {key.Length} characters. AWS accepts 1 to 128.", PathOf(key));
        }

        return key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            ? new Finding("InvalidTag", $"The tag key '{key}' starts with 'aws:', which is reserved for AWS. Choose another key.", PathOf(key))
            : null;
    }

    private static string PathOf(string key) => $"Tags['{Shorten(key)}']";

    private static string Shorten(string key) => key.Length <= MaximumKeyLength ? key : key.Remove(MaximumKeyLength) + "…";
}
