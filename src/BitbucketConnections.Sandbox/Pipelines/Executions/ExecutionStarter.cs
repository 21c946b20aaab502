using System;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Creates executions. One that lacks the value of a variable fails at once.</summary>
internal sealed class ExecutionStarter
{
    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="ExecutionStarter"/> class.</summary>
    /// <param name="state">Numbers the executions.</param>
    public ExecutionStarter(SandboxState state) => _state = state;

    /// <summary>Creates an execution of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="place">The stage to start with, by its place from 0.</param>
    /// <param name="target">The execution that a rollback goes back to; null for no rollback.</param>
    /// <param name="at">When.</param>
    /// <returns>The execution, which waits before its stage.</returns>
    public ExecutionRecord Start(PipelineRecord pipeline, ExecutionTrigger trigger, int place, ExecutionRecord? target, DateTimeOffset at)
    {
        var execution = new ExecutionRecord
        {
            Sequence = _state.NextSequence(),
            Id = Guid.NewGuid().ToString("D"),
            Version = pipeline.Versions.Count,
            Declaration = pipeline.Current,
            Trigger = trigger,
            Started = at,
            Updated = at,
            RollbackTarget = target,
            Place = place,
        };
        pipeline.Executions.Add(execution);
        if (MissingVariable(execution) is { } missing)
        {
            execution.StatusSummary = $"The pipeline variable '{missing}' has no default value and none was given.";
            execution.Become(ExecutionStatuses.Failed, at);
        }
        else
        {
            pipeline.ActiveExecutions.Add(execution);
        }

        return execution;
    }

    private static string? MissingVariable(ExecutionRecord execution) =>
        execution.Declaration.Variables
            .Where(variable => variable.Text("defaultValue") is null)
            .Select(variable => variable.Text("name")!)
            .FirstOrDefault(name => !execution.Trigger.Variables.ContainsKey(name));
}
