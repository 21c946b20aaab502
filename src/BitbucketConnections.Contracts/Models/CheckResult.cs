using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the result of one check of a connection, a pipeline or a definition.</summary>
public sealed record CheckResult
{
    /// <summary>Gets the stable name of the check, such as <c>RoleTrust</c>.</summary>
    public required string Check { get; init; }

    /// <summary>Gets the outcome.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>Gets what was found, as sentences. It names the checked object.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets what to do, as sentences; null if nothing has to be done, or if <see cref="Detail"/> says it.</summary>
    public string? Remedy { get; init; }

    /// <summary>Gets the command that does it, to paste; null if no command does. Words in capitals, such as <c>NAME</c>, are to be replaced.</summary>
    public string? Command { get; init; }

    /// <summary>Gets what the checks are about: the pipeline or the connection, with its Region.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the name of the pipeline; null for a check of a connection that does not concern a pipeline.</summary>
    public string? PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline; null if there is none yet.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the ARN of the connection that the check is about; null if it is not about a connection.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>Gets the Region of the pipeline or the connection.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Check + ": " + Status;

    /// <inheritdoc/>
    public bool Equals(CheckResult? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
