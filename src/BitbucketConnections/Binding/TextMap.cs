using System;
using System.Collections;
using System.Collections.Generic;

namespace BitbucketConnections.Binding;

/// <summary>Reads a map of strings from a hashtable.</summary>
internal static class TextMap
{
    public static IReadOnlyDictionary<string, string>? Read(Hashtable? source)
    {
        if (source is null)
        {
            return null;
        }

        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in source)
        {
            var key = InvariantText.Of(entry.Key)!;
            result[key] = InvariantText.Of(entry.Value, key) ?? string.Empty;
        }

        return result;
    }
}
