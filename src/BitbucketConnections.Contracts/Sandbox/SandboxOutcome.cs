using System;

namespace BitbucketConnections;

/// <summary>Sets the result of actions or rules in the sandbox.</summary>
public abstract class SandboxOutcome
{
    /// <summary>Gets the pipeline; null for all pipelines.</summary>
    public string? PipelineName { get; init; }

    /// <summary>Gets the stage; null for all stages.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets a value indicating whether the action or rule fails.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Gets the error code of a failure; null for <c>JobFailed</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the message of a failure.</summary>
    public string? Message { get; init; }

    /// <summary>Gets how long the action or rule takes; null for the sandbox's <see cref="SandboxOptions.ActionDuration"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Gets how many executions are affected, at least 1; null for all until the faults are cleared.</summary>
    public int? Count { get; init; }
}
