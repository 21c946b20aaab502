using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>The result of creating a pipeline and the resources that it needs.</summary>
public sealed record PipelineCreation
{
    /// <summary>Gets the pipeline as it exists on AWS.</summary>
    public required Pipeline Pipeline { get; init; }

    /// <summary>Gets a value indicating whether the pipeline already existed with the same definition.</summary>
    public bool IsExisting { get; init; }

    /// <summary>Gets the created resources, such as the ARN of a role or the name of a bucket.</summary>
    public IReadOnlyList<string> Created { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => typeof(PipelineCreation).FullName!;

    /// <inheritdoc/>
    public bool Equals(PipelineCreation? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The options for creating a pipeline.</summary>
public sealed class PipelineCreateOptions
{
    /// <summary>Gets a value indicating whether a connection that is not AVAILABLE is accepted.</summary>
    public bool AllowPendingConnection { get; init; }

    /// <summary>Gets a value indicating whether an existing pipeline with the same definition is used.</summary>
    public bool ReuseExisting { get; init; }

    /// <summary>Gets the name of the service role to create or use if the definition has no role; null for the name that the console uses.</summary>
    public string? RoleName { get; init; }

    /// <summary>Gets a value indicating whether the CodeBuild roles of a full clone get permission to use the connection.</summary>
    public bool GrantBuildRole { get; init; }

    /// <summary>
    /// Gets a value indicating whether the policy of the service role allows all repositories of the connections, or only those of the definition; null
    /// to keep what an existing policy allows. True also applies to grants to CodeBuild roles, which otherwise allow the repository of the source action.
    /// </summary>
    public bool? AllowAllRepositories { get; init; }

    /// <summary>
    /// Gets the pipeline that the definition is a copy of; null if it is not a copy. If the copy keeps its role, and the role has the policy of the
    /// original from this module, the role also gets the policy of the copy.
    /// </summary>
    public Pipeline? CopyOf { get; init; }

    /// <summary>Gets a value indicating whether the caller already checked the roles and wrote the warnings, with a check or a review.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Gets how long to retry while the role cannot be assumed. A new IAM role can be used only after some seconds.</summary>
    public TimeSpan RoleRetry { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>Represents a difference between two definitions.</summary>
public sealed record DefinitionDifference
{
    /// <summary>Gets the path of the difference, such as <c>Stages[1].Actions[0].Configuration['ProjectName']</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the value in the first definition; null if it has none.</summary>
    public string? Existing { get; init; }

    /// <summary>Gets the value in the second definition; null if it has none.</summary>
    public string? Requested { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Existing ?? "(none)"} -> {Requested ?? "(none)"}";

    /// <inheritdoc/>
    public bool Equals(DefinitionDifference? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
