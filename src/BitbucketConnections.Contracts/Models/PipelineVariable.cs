using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a variable of a V2 pipeline.</summary>
public sealed record PipelineVariable : IDeclarationPart
{
    /// <summary>Gets the name, 1–128 of <c>A-Z a-z 0-9 @ - _</c>, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the default value, 1–1000 characters; null if each execution must specify a value.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>Gets the description, 0–200 characters.</summary>
    public string? Description { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(PipelineVariable? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
