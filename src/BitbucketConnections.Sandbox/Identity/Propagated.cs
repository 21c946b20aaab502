using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A value whose changes take effect later, as changes in IAM do.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed class Propagated<T>
    where T : class
{
    private readonly List<(T Value, DateTimeOffset From)> _changes = [];

    /// <summary>Changes the value.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="from">The time when it takes effect.</param>
    public void Set(T value, DateTimeOffset from)
    {
        // What was to take effect later than this change is replaced by it.
        _changes.RemoveAll(change => change.From >= from);
        _changes.Add((value, from));
    }

    /// <summary>Gets the value that is in effect.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The value; null before the first one takes effect.</returns>
    public T? At(DateTimeOffset now) => _changes.FindLast(change => change.From <= now).Value;
}
