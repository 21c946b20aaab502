using System;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an event of the log of an action: a line, in most logs.</summary>
public sealed record PipelineLogEvent
{
    private readonly string _message = string.Empty;

    /// <summary>Gets the time in UTC.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the text, without the line break at its end. Named secrets are redacted.</summary>
    public required string Message
    {
        get => _message;
        init => _message = Redaction.Message(value);
    }

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the id of the pipeline execution.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the name of the action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the log group in CloudWatch Logs.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Gets the log stream.</summary>
    public required string LogStreamName { get; init; }

    /// <summary>Gets the Region of the log group, which is that of the action.</summary>
    public required string LogRegion { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;

    /// <inheritdoc/>
    public bool Equals(PipelineLogEvent? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
