using System;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Describes a running sandbox: its endpoint and the credentials that it accepts.</summary>
public sealed record SandboxInfo
{
    /// <summary>Gets the endpoint of all services, on loopback.</summary>
    public required Uri EndpointUrl { get; init; }

    /// <summary>Gets the port.</summary>
    public required int Port { get; init; }

    /// <summary>Gets the Region for programs that the session starts.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the 12-digit account of the keys.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the access key id. It is valid only in the sandbox.</summary>
    public required string AccessKey { get; init; }

    /// <summary>Gets the secret key. It is valid only in the sandbox.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Gets the predefined service role.</summary>
    public required string ServiceRoleArn { get; init; }

    /// <summary>Gets the predefined artifact bucket in <see cref="Region"/>.</summary>
    public required string ArtifactBucket { get; init; }

    /// <summary>Gets the predefined CodeBuild project in <see cref="Region"/>.</summary>
    public required string BuildProject { get; init; }

    /// <summary>Gets the file with the token of the control API. Only the user who started the sandbox can read it.</summary>
    public required string ControlTokenPath { get; init; }

    /// <summary>Gets the time of the sandbox when this object was created. Its clock can be ahead of the computer's.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Gets the file that keeps the state; null if the state is only in memory.</summary>
    public string? StatePath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => EndpointUrl.ToString();

    /// <inheritdoc/>
    public bool Equals(SandboxInfo? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
