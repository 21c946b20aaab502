using System;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A customer managed policy. It has one version, because the sandbox can't create others.</summary>
/// <param name="Id">The id, <c>ANPA…</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The path.</param>
/// <param name="Arn">The ARN.</param>
/// <param name="Document">The policy as it was sent.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Created">The time of creation.</param>
internal sealed record ManagedPolicyRecord(string Id, string Name, string Path, string Arn, string Document, IamPolicy Policy, DateTimeOffset Created)
{
    /// <summary>Gets the description; null if it has none.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();
}
