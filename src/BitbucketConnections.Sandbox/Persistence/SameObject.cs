using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>Compares objects by reference: records are equal by value, but are different objects.</summary>
internal sealed class SameObject : IEqualityComparer<object>
{
    private SameObject()
    {
    }

    /// <summary>Gets the comparer.</summary>
    public static SameObject Comparer { get; } = new();

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
}
