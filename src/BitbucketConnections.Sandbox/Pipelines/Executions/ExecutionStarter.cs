using System;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Creates executions. An execution without a value for a required variable fails at once.</summary>
internal sealed class ExecutionStarter
{
    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="ExecutionStarter"/> class.</summary>
    /// <param name="state">The state, which numbers the executions.</param>
    public ExecutionStarter(SandboxState state) => _state = state;

    /// <summary>Creates an execution of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="trigger">The cause of the execution.</param>
    /// <param name="place">The zero-based index of the first stage.</param>
    /// <param name="target">The execution that a rollback returns to; null if this is not a rollback.</param>
    /// <param name="at">The time of the event.</param>
    /// <returns>The execution, which has not entered its stage yet.</returns>
    public ExecutionRecord Start(PipelineRecord pipeline, ExecutionTrigger trigger, int place, ExecutionRecord? target, DateTimeOffset at)
    {
        var execution = new ExecutionRecord
        {
            Sequence = _state.NextSequence(),
            Id = Guid.NewGuid().ToString("D"),
            Version = pipeline.Version,
            Declaration = pipeline.Current,
            Trigger = trigger,
            Started = at,
            Updated = at,
            RollbackTarget = target,
            Place = place,
        };
        pipeline.Executions.Add(execution);
        var missing = execution.Declaration.Variables.Select(variable => variable.Text("name")!).Where(name => execution.ValueOf(name) is null).ToList();
        if (missing.Count > 0)
        {
            execution.StatusSummary = $"Values for required variables haven't been provided: {string.Join(",", missing)}";
            execution.Become(ExecutionStatuses.Failed, at);
        }
        else
        {
            pipeline.ActiveExecutions.Add(execution);
        }

        return execution;
    }
}
