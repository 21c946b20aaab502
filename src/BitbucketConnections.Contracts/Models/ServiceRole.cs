using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a role that CodePipeline or CodeBuild assumes, with the inline policy of this module.</summary>
public sealed record ServiceRole
{
    /// <summary>Gets <see cref="RoleArn"/> by a short name.</summary>
    public string Arn => RoleArn;

    /// <summary>Gets <see cref="RoleName"/> by a short name.</summary>
    public string Name => RoleName;

    /// <summary>Gets the name, 1–64 of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public required string RoleName { get; init; }

    /// <summary>Gets the ARN, which contains the path, such as <c>/service-role/</c>.</summary>
    public required string RoleArn { get; init; }

    /// <summary>Gets the name of the inline policy that was written or read; null if there is none.</summary>
    public string? PolicyName { get; init; }

    /// <summary>Gets the inline policy as JSON; null if there is none.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>Gets a value indicating whether this call created the role. A new role cannot be assumed for some seconds.</summary>
    public bool IsNew { get; init; }

    /// <summary>Gets a value indicating whether this call wrote the policy; false if it already existed.</summary>
    public bool IsPolicyWritten { get; init; }

    /// <summary>Gets the creation time in UTC.</summary>
    public DateTime? CreateDate { get; init; }

    /// <summary>Gets the principals that can assume the role, such as <c>codepipeline.amazonaws.com</c>.</summary>
    public IReadOnlyList<string> TrustedServices { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => RoleArn;

    /// <inheritdoc/>
    public bool Equals(ServiceRole? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
