using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.State;

/// <summary>Keeps one part for each service by type, so that the state does not depend on the services.</summary>
/// <typeparam name="TPart">The marker interface of the scope. Parts of another scope do not compile.</typeparam>
internal sealed class StateParts<TPart>
    where TPart : class
{
    private readonly Dictionary<Type, TPart> _parts = [];

    /// <summary>Gets the parts that were used.</summary>
    public IEnumerable<TPart> All => _parts.Values;

    /// <summary>Adds a part, or replaces the part of its type.</summary>
    /// <param name="part">The part.</param>
    public void Put(TPart part) => _parts[part.GetType()] = part;

    /// <summary>Removes all parts.</summary>
    public void Clear() => _parts.Clear();

    /// <summary>Gets a part. The first call creates it.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <returns>The part.</returns>
    public T Get<T>()
        where T : class, TPart, new()
    {
        if (!_parts.TryGetValue(typeof(T), out var part))
        {
            part = new T();
            _parts.Add(typeof(T), part);
        }

        return (T)part;
    }
}
