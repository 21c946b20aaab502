using System;
using System.Collections;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.State;

/// <summary>The tags of a resource, in the order they were first set.</summary>
internal sealed class TagSet : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _tags = [];

    /// <summary>Gets the number of tags.</summary>
    public int Count => _tags.Count;

    /// <summary>Adds a tag or changes its value.</summary>
    /// <param name="key">The key; case-sensitive.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, string value)
    {
        var index = IndexOf(key);
        var tag = new KeyValuePair<string, string>(key, value);
        if (index < 0)
        {
            _tags.Add(tag);
        }
        else
        {
            _tags[index] = tag;
        }
    }

    /// <summary>Determines whether a tag is set.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public bool Contains(string key) => IndexOf(key) >= 0;

    /// <summary>Removes a tag. A tag that is not set is ignored.</summary>
    /// <param name="key">The key.</param>
    public void Remove(string key)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            _tags.RemoveAt(index);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _tags.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key) => _tags.FindIndex(t => string.Equals(t.Key, key, StringComparison.Ordinal));
}
