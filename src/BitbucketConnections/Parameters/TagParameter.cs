using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace BitbucketConnections.Parameters;

/// <summary>Tags as PowerShell users write them: a hashtable.</summary>
internal static class TagParameter
{
    public static IReadOnlyDictionary<string, string>? Read(Hashtable? tags)
    {
        if (tags is null)
        {
            return null;
        }

        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry tag in tags)
        {
            result[Convert.ToString(tag.Key, CultureInfo.InvariantCulture)!] = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty;
        }

        return result;
    }
}
