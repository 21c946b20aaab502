using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>What came of creating a pipeline with all that it needs.</summary>
public sealed record PipelineCreation
{
    /// <summary>Gets the pipeline as AWS has it.</summary>
    public required Pipeline Pipeline { get; init; }

    /// <summary>Gets a value indicating whether the pipeline was there before, with the same definition.</summary>
    public bool IsExisting { get; init; }

    /// <summary>Gets what was made on the way, such as the ARN of a role or the name of a bucket.</summary>
    public IReadOnlyList<string> Created { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => typeof(PipelineCreation).FullName!;

    /// <inheritdoc/>
    public bool Equals(PipelineCreation? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>How to create a pipeline.</summary>
public sealed class PipelineCreateOptions
{
    /// <summary>Gets a value indicating whether a connection that is not AVAILABLE is taken.</summary>
    public bool AllowPendingConnection { get; init; }

    /// <summary>Gets a value indicating whether an existing pipeline of the same definition is taken for the new one.</summary>
    public bool ReuseExisting { get; init; }

    /// <summary>Gets the name of the service role to make or take where the definition has no role; null for the console's.</summary>
    public string? RoleName { get; init; }

    /// <summary>Gets a value indicating whether the CodeBuild roles of a full clone are granted the connection.</summary>
    public bool GrantBuildRole { get; init; }

    /// <summary>Gets how long a role that can't be assumed yet is tried again; IAM takes seconds to spread a new role.</summary>
    public TimeSpan RoleRetry { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>A difference between two definitions.</summary>
public sealed record DefinitionDifference
{
    /// <summary>Gets where it is, such as <c>Stages[1].Actions[0].Configuration['ProjectName']</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the value of the first; null when it has none.</summary>
    public string? Existing { get; init; }

    /// <summary>Gets the value of the second; null when it has none.</summary>
    public string? Requested { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Existing ?? "(none)"} -> {Requested ?? "(none)"}";

    /// <inheritdoc/>
    public bool Equals(DefinitionDifference? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
