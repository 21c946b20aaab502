using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// A configuration. Its public members and those of <see cref="IDictionary"/>, which PowerShell uses to show, serialize and index it, have <c>****</c>
/// instead of each value that a user specified as a SecureString. Code of the module reads the values for AWS as an
/// <see cref="IReadOnlyDictionary{TKey,TValue}"/>. The text of an entry, which PowerShell shows in a view of another object, also hides the secrets by
/// their keys.
/// </summary>
internal sealed class ConfigurationMap : IReadOnlyDictionary<string, string>, IDictionary
{
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _shown;

    private ConfigurationMap(IReadOnlyDictionary<string, string> entries)
    {
        var comparer = (entries as Dictionary<string, string>)?.Comparer;
        _values = new Dictionary<string, string>(entries.Count, comparer);
        _shown = new Dictionary<string, string>(entries.Count, comparer);
        foreach (var entry in entries)
        {
            Add(entry.Key, entry.Value);
        }
    }

    /// <summary>Gets the number of entries.</summary>
    public int Count => _values.Count;

    /// <summary>Gets the keys.</summary>
    public ICollection<string> Keys => _values.Keys;

    /// <summary>Gets the values as they can be shown.</summary>
    public ICollection<string> Values => _shown.Values;

    bool IDictionary.IsFixedSize => false;

    bool IDictionary.IsReadOnly => false;

    ICollection IDictionary.Keys => _values.Keys;

    ICollection IDictionary.Values => _shown.Values;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => _shown;

    IEnumerable<string> IReadOnlyDictionary<string, string>.Keys => _values.Keys;

    IEnumerable<string> IReadOnlyDictionary<string, string>.Values => _values.Values;

    /// <summary>Gets a value as it can be shown, or sets a value.</summary>
    /// <param name="key">The key.</param>
    public string this[string key]
    {
        get => _shown[key];
        set => (_values[key], _shown[key]) = (value, HiddenSecret.Shown(value));
    }

    string IReadOnlyDictionary<string, string>.this[string key] => _values[key];

    object? IDictionary.this[object key]
    {
        get => key is string text && _shown.TryGetValue(text, out var value) ? value : null;
        set => this[(string)key] = (string)value!;
    }

    /// <summary>Copies a configuration.</summary>
    /// <param name="entries">The configuration, or null.</param>
    /// <returns>The copy, or null.</returns>
    public static IReadOnlyDictionary<string, string>? Of(IReadOnlyDictionary<string, string>? entries) =>
        entries is null or ConfigurationMap ? entries : new ConfigurationMap(entries);

    /// <summary>Determines whether there is a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if there is one.</returns>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Gets a value as it can be shown.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Receives the value.</param>
    /// <returns>True if the key was found.</returns>
    public bool TryGetValue(string key, out string value) => _shown.TryGetValue(key, out value!);

    /// <summary>Adds a key that does not exist.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Add(string key, string value)
    {
        _values.Add(key, value);
        _shown.Add(key, HiddenSecret.Shown(value));
    }

    /// <summary>Removes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if the key was found.</returns>
    public bool Remove(string key) => _values.Remove(key) && _shown.Remove(key);

    /// <summary>Removes all entries.</summary>
    public void Clear()
    {
        _values.Clear();
        _shown.Clear();
    }

    /// <summary>Gets the entries as they can be shown.</summary>
    /// <returns>The entries.</returns>
    public IDictionaryEnumerator GetEnumerator() => ((IDictionary)_shown).GetEnumerator();

    bool IReadOnlyDictionary<string, string>.TryGetValue(string key, out string value) => _values.TryGetValue(key, out value!);

    bool IDictionary.Contains(object key) => key is string text && _shown.ContainsKey(text);

    void ICollection.CopyTo(Array array, int index) => ((ICollection)_shown).CopyTo(array, index);

    void IDictionary.Add(object key, object? value) => Add((string)key, (string)value!);

    void IDictionary.Remove(object key) => Remove((string)key);

    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() => _values.GetEnumerator();

    /// <summary>Gets the entries as PowerShell shows them in a view of another object.</summary>
    IEnumerator IEnumerable.GetEnumerator() => _shown.Select(entry => new Entry(entry.Key, entry.Value)).GetEnumerator();

    private sealed class Entry(string key, string value)
    {
        public string Key => key;

        public string Value => value;

        public override string ToString() => $"[{key}, {Redaction.Value(key, value)}]";
    }
}
