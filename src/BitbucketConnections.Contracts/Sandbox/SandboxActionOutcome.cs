using System;

namespace BitbucketConnections;

/// <summary>Sets the result of actions in the sandbox. Default: success after <see cref="SandboxOptions.ActionDuration"/>.</summary>
public sealed class SandboxActionOutcome
{
    /// <summary>Gets the pipeline; null for all pipelines.</summary>
    public string? PipelineName { get; init; }

    /// <summary>Gets the stage; null for all stages.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets the action; null for all actions of the stage.</summary>
    public string? ActionName { get; init; }

    /// <summary>Gets a value indicating whether the action fails.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Gets the error code of a failure; null for <c>JobFailed</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the message of a failure.</summary>
    public string? Message { get; init; }

    /// <summary>Gets how long the action takes; null for the sandbox's <see cref="SandboxOptions.ActionDuration"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Gets how many executions of an action are affected, at least 1; null for all until the faults are cleared.</summary>
    public int? Count { get; init; }
}
