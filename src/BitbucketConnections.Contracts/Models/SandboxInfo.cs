using System;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>A running sandbox: where it is and what it accepts.</summary>
public sealed record SandboxInfo
{
    /// <summary>Gets the endpoint for every service, on loopback.</summary>
    public required Uri EndpointUrl { get; init; }

    /// <summary>Gets the port.</summary>
    public required int Port { get; init; }

    /// <summary>Gets the Region that clients started from the session use.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the 12-digit account that the keys belong to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the access key id it accepts; not a secret of anything but the sandbox.</summary>
    public required string AccessKey { get; init; }

    /// <summary>Gets the secret key it accepts; not a secret of anything but the sandbox.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Gets the service role that the account starts with.</summary>
    public required string ServiceRoleArn { get; init; }

    /// <summary>Gets the artifact bucket that the account starts with, in <see cref="Region"/>.</summary>
    public required string ArtifactBucket { get; init; }

    /// <summary>Gets the CodeBuild project that the account starts with, in <see cref="Region"/>.</summary>
    public required string BuildProject { get; init; }

    /// <inheritdoc/>
    public override string ToString() => EndpointUrl.ToString();

    /// <inheritdoc/>
    public bool Equals(SandboxInfo? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
