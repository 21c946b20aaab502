using System.Collections.Generic;

namespace BitbucketConnections.Engine.Executions;

/// <summary>What is known of the failure of an execution.</summary>
internal sealed record FailedParts
{
    /// <summary>Gets the action that failed; null if none did, or if it is unknown.</summary>
    public ActionExecution? Action { get; init; }

    /// <summary>Gets the pipeline, for the names of its roles; null if the advice does not need it, or if it can't be read.</summary>
    public Pipeline? Definition { get; init; }

    /// <summary>Gets the last lines of the log of the action; empty if there is none, or if the caller can't read it.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];

    /// <summary>Gets the rules of stage conditions that failed, newest first; empty if an action failed.</summary>
    public IReadOnlyList<RuleExecution> Rules { get; init; } = [];

    /// <summary>Gets the condition of the rules: BeforeEntry, OnSuccess or OnFailure; null if it is unknown.</summary>
    public string? Gate { get; init; }

    /// <summary>Gets the execution that rolled the stage back; null if none is known.</summary>
    public PipelineExecution? Rollback { get; init; }
}
