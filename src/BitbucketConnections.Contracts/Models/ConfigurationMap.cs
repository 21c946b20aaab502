using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// A configuration that hides its secrets where PowerShell shows it as a property of another object, such as in <c>Format-List *</c>. Keys, values and
/// serialization are those of a dictionary.
/// </summary>
internal sealed class ConfigurationMap : Dictionary<string, string>, IEnumerable
{
    private ConfigurationMap(IReadOnlyDictionary<string, string> entries)
        : base(entries.Count, (entries as Dictionary<string, string>)?.Comparer)
    {
        foreach (var entry in entries)
        {
            Add(entry.Key, entry.Value);
        }
    }

    /// <summary>Copies a configuration.</summary>
    /// <param name="entries">The configuration, or null.</param>
    /// <returns>The copy, or null.</returns>
    public static IReadOnlyDictionary<string, string>? Of(IReadOnlyDictionary<string, string>? entries) =>
        entries is null or ConfigurationMap ? entries : new ConfigurationMap(entries);

    /// <summary>Gets the entries as PowerShell shows them.</summary>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)this).Select(entry => new Entry(entry.Key, entry.Value)).GetEnumerator();

    private sealed class Entry(string key, string value)
    {
        public string Key => key;

        public string Value => value;

        public override string ToString() => $"[{key}, {Redaction.Value(key, value)}]";
    }
}
