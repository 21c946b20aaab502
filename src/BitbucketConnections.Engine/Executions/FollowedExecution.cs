using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Executions;

/// <summary>An execution to follow: its last known state, and its result.</summary>
internal sealed class FollowedExecution : WaitTarget<PipelineExecution>
{
    /// <summary>The time during which an execution may not be found: AWS finds it up to some seconds after its start (observed: 2.3 seconds).</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);
    private string? _told;

    public FollowedExecution(ExecutionKey key) => Key = key;

    public ExecutionKey Key { get; }

    public IReadOnlyList<StageProgress> Stages { get; set; } = [];

    public void See(PipelineExecution? seen, TimeSpan elapsed)
    {
        LastSeen = seen ?? LastSeen;
        if (seen is null && elapsed >= s_grace)
        {
            Failure = new ServiceException(
                ServiceErrorKind.NotFound, $"The pipeline '{Key.PipelineName}' {(LastSeen is null ? "has no" : "no longer has the")} execution {Key.PipelineExecutionId}.")
            {
                Condition = "PipelineExecutionNotFound",
            };
        }
    }

    /// <summary>Writes the state if it changed since the last message.</summary>
    public void Tell(IDiagnosticSink diagnostics)
    {
        var state = LastSeen is null ? null : Where() is { } where && !IsDone ? $"{LastSeen.Status}, {where}" : LastSeen.Status;
        if (state is not null && state != _told)
        {
            _told = state;
            diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Execution {Key.PipelineExecutionId} of '{Key.PipelineName}' is {state}."));
        }
    }

    public ExecutionFailure ToFailure() => new() { Key = Key, LastSeen = LastSeen, Error = Failure! };

    public ExecutionProgress ToProgress() => new() { Execution = LastSeen!, Stages = Stages };

    protected override bool IsGood(PipelineExecution seen) => seen.Status == "Succeeded";

    protected override ServiceException TimedOut(string when)
    {
        var state = LastSeen is null ? "was not found" : $"is still {LastSeen.Status}{(Where() is { } where ? $", {where}" : string.Empty)}";
        return new ServiceException(
            ServiceErrorKind.WaitTimeout, $"{when}, execution {Key.PipelineExecutionId} of '{Key.PipelineName}' {state}. {LastSeen?.ConsoleUrl}".TrimEnd())
        {
            Condition = "ExecutionWaitTimeout",
            IsRetryable = true,
        };
    }

    private string? Where() => Stages.LastOrDefault(stage => stage.Activity is not null) is { } stage ? $"stage {stage.StageName}: {stage.Activity}" : null;
}
