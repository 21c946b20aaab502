using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Inputs;

/// <summary>Reads a map, such as tags, from a value of a piped object: a hashtable, an object, or text such as <c>team=web; stage=prod</c>.</summary>
internal static class RowMap
{
    /// <summary>Reads the map.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The text has another form.</exception>
    public static Hashtable Read(object value)
    {
        if (value is Hashtable map)
        {
            return map;
        }

        var read = new Hashtable(StringComparer.Ordinal);
        if (value is not string text)
        {
            // An ordered hashtable, a dictionary of a model, or what ConvertFrom-Json returns.
            foreach (var entry in InputMembers.Read(value, "map"))
            {
                read[entry.Key] = entry.Value;
            }

            return read;
        }

        foreach (var pair in text.Split(';').Where(pair => !string.IsNullOrWhiteSpace(pair)))
        {
            var parts = pair.Split(['='], 2);
            var key = parts[0].Trim();
            if (parts.Length < 2 || key.Length == 0)
            {
                throw WrongArgument.Of($"'{pair.Trim()}' is not a key and a value. Use the form KEY=VALUE; KEY=VALUE.");
            }

            if (read.ContainsKey(key))
            {
                throw WrongArgument.Of($"The key '{key}' occurs twice.");
            }

            read[key] = parts[1].Trim();
        }

        return read;
    }
}
