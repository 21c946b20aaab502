using System;

namespace BitbucketConnections;

/// <summary>How an action of the sandbox's pipelines goes, in place of success after <see cref="SandboxOptions.ActionDuration"/>.</summary>
public sealed class SandboxActionOutcome
{
    /// <summary>Gets the pipeline; null for any.</summary>
    public string? PipelineName { get; init; }

    /// <summary>Gets the stage; null for any.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets the action; null for any of the stage.</summary>
    public string? ActionName { get; init; }

    /// <summary>Gets a value indicating whether the action fails.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Gets the error code of a failure; null for <c>JobFailed</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the message of a failure.</summary>
    public string? Message { get; init; }

    /// <summary>Gets how long the action takes; null for the sandbox's <see cref="SandboxOptions.ActionDuration"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Gets to how many runs of an action it happens, at least 1; null for all until the faults are cleared.</summary>
    public int? Count { get; init; }
}
