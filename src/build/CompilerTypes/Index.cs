// The type that the compiler needs for items[^1] and that .NET Standard 2.0 does not have.
namespace System;

/// <summary>An index in a sequence, counted from its start or its end.</summary>
internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
{
    private readonly int _value = value >= 0 ? (fromEnd ? ~value : value) : throw new ArgumentOutOfRangeException(nameof(value));

    /// <summary>Gets the index, counted from the start or the end; 0 or more.</summary>
    public int Value => IsFromEnd ? ~_value : _value;

    /// <summary>Gets a value indicating whether the index is counted from the end.</summary>
    public bool IsFromEnd => _value < 0;

    public static implicit operator Index(int value) => new(value);

    /// <summary>Gets the index counted from the start.</summary>
    /// <param name="length">The length of the sequence.</param>
    public int GetOffset(int length) => IsFromEnd ? length - Value : Value;

    /// <inheritdoc/>
    public bool Equals(Index other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value;
}
