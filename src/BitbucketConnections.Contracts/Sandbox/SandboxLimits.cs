using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>The quotas and the request rate of a sandbox. The defaults are AWS's quotas and no limit of the rate.</summary>
public sealed record SandboxLimits
{
    /// <summary>Gets how many connections an account can have in a Region, at least 0.</summary>
    public int Connections { get; init; } = 250;

    /// <summary>Gets how many pipelines an account can have in a Region, at least 0.</summary>
    public int Pipelines { get; init; } = 1000;

    /// <summary>Gets how many roles an account can have, at least 0.</summary>
    public int Roles { get; init; } = 1000;

    /// <summary>Gets how many executions of a QUEUED or PARALLEL pipeline can be in progress at the same time, at least 1.</summary>
    public int ConcurrentExecutions { get; init; } = 50;

    /// <summary>
    /// Gets how many calls per second a service answers in a Region, more than 0; null for any number. It answers more calls with its throttling error. After a
    /// pause, it answers the calls of one second at once.
    /// </summary>
    public double? RequestsPerSecond { get; init; }

    /// <inheritdoc/>
    public override string ToString() => typeof(SandboxLimits).FullName!;

    /// <inheritdoc/>
    public bool Equals(SandboxLimits? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
