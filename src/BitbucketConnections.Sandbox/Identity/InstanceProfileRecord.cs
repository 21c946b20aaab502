using System;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>An instance profile: a role for EC2 instances.</summary>
/// <param name="Id">The id, <c>AIPA…</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The path.</param>
/// <param name="Arn">The ARN.</param>
/// <param name="Created">The time of creation.</param>
internal sealed record InstanceProfileRecord(string Id, string Name, string Path, string Arn, DateTimeOffset Created)
{
    /// <summary>Gets or sets the role; null if it has none.</summary>
    public RoleRecord? Role { get; set; }

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();
}
