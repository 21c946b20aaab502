using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;

namespace BitbucketConnections.Engine.Editing;

/// <summary>An execution that has not ended, and its stage if known.</summary>
internal sealed record ExecutionInProgress(string Id, string Status)
{
    /// <summary>Gets the stage that the execution is in, or waits to enter; null if unknown.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets a value indicating whether the execution waits to enter the stage.</summary>
    public bool IsInbound { get; init; }

    /// <summary>Gets the pending approval; null if there is none.</summary>
    public string? Approval { get; init; }

    /// <summary>Gets the approval that an earlier update of the pipeline ended; null if there is none.</summary>
    public string? EndedApproval { get; init; }

    public override string ToString() => $"Execution {Id} ({Status}{Place})";

    private string Place => StageName is null ? string.Empty
        : IsInbound ? $", waits before the stage {StageName}"
        : EndedApproval is not null ? $", in the stage {StageName}, whose approval {EndedApproval} was ended by an earlier update"
        : Approval is not null ? $", waits for the approval {Approval} in the stage {StageName}"
        : $", in the stage {StageName}";
}

/// <summary>
/// Finds the executions that have not ended. One call for the state of the pipeline returns them all. Only executions that run in
/// parallel must be listed.
/// </summary>
internal sealed class ExecutionsInProgress
{
    private readonly PipelineExecutionService _executions;

    public ExecutionsInProgress(PipelineExecutionService executions) => _executions = executions;

    /// <exception cref="ServiceException">The executions can't be read. An incomplete list is never returned.</exception>
    public async Task<IReadOnlyList<ExecutionInProgress>> FindAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (pipeline.ExecutionMode == "PARALLEL")
        {
            return await FindParallelAsync(pipeline.Name, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return OfState(await _executions.GetStateAsync(pipeline.Name, cancellationToken).ConfigureAwait(false)).ToList();
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            return await ListAsync(pipeline.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<ExecutionInProgress> OfState(IReadOnlyList<StageState> stages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // Starts with the last stage: an execution in a stage has left all earlier stages.
        foreach (var stage in stages.Reverse())
        {
            if (stage.Status is "InProgress" or "Stopping" && stage.PipelineExecutionId is { } id && seen.Add(id))
            {
                yield return new ExecutionInProgress(id, stage.Status)
                {
                    StageName = stage.StageName,
                    Approval = stage.Actions.FirstOrDefault(action => action.IsWaitingForApproval)?.ActionName,
                    EndedApproval = stage.Actions.FirstOrDefault(action => action is { Status: "Failed", Summary: Approvals.EndedSummary })?.ActionName,
                };
            }

            foreach (var inbound in stage.InboundExecutions.Where(seen.Add))
            {
                yield return new ExecutionInProgress(inbound, "InProgress") { StageName = stage.StageName, IsInbound = true };
            }
        }
    }

    private async Task<IReadOnlyList<ExecutionInProgress>> ListAsync(string name, CancellationToken cancellationToken) =>
        (await _executions.ListInProgressAsync(name, cancellationToken).ConfigureAwait(false))
            .Select(execution => new ExecutionInProgress(execution.PipelineExecutionId, execution.Status ?? "InProgress")).ToList();

    private async Task<IReadOnlyList<ExecutionInProgress>> FindParallelAsync(string name, CancellationToken cancellationToken)
    {
        var found = new List<ExecutionInProgress>();
        foreach (var execution in await ListAsync(name, cancellationToken).ConfigureAwait(false))
        {
            found.Add(await LocateAsync(name, execution, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    // The stage is only additional information. The execution is in progress in any case.
    private async Task<ExecutionInProgress> LocateAsync(string name, ExecutionInProgress execution, CancellationToken cancellationToken)
    {
        try
        {
            var actions = await _executions.ListActionsAsync(name, execution.Id, null, cancellationToken).ConfigureAwait(false);
            return actions.Items.FirstOrDefault(action => action.Status == "InProgress") is { } running
                ? execution with { StageName = running.StageName, Approval = running.ActionTypeId?.Category == "Approval" ? running.ActionName : null }
                : execution;
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            return execution;
        }
    }
}
