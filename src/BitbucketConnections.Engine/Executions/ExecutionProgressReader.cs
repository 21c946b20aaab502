using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Reads the progress of executions from the state of their pipeline, and for parallel executions from their actions.</summary>
internal sealed class ExecutionProgressReader
{
    private readonly PipelineExecutionService _executions;
    private readonly IDiagnosticSink _diagnostics;
    private readonly HashSet<string> _denied = [];

    public ExecutionProgressReader(PipelineExecutionService executions, IDiagnosticSink diagnostics)
    {
        _executions = executions;
        _diagnostics = diagnostics;
    }

    public async Task ReadAsync(string pipelineName, IReadOnlyList<FollowedExecution> executions, CancellationToken cancellationToken)
    {
        if (executions.Count == 0 || _denied.Contains(pipelineName))
        {
            return;
        }

        try
        {
            var state = await _executions.GetStateAsync(pipelineName, cancellationToken).ConfigureAwait(false);
            foreach (var execution in executions)
            {
                execution.Stages = execution.LastSeen!.ExecutionMode == "PARALLEL"
                    ? OfActions(state, await AllActionsAsync(execution.Key, cancellationToken).ConfigureAwait(false))
                    : OfState(state, execution.Key.PipelineExecutionId);
            }
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            // The execution can be followed without progress. The message is written once.
            _denied.Add(pipelineName);
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The stages of '{pipelineName}' can't be read, so the progress does not show them: {denied.Message}"));
        }
    }

    private async Task<IReadOnlyList<ActionExecution>> AllActionsAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        var all = new List<ActionExecution>();
        PageCursor? cursor = null;
        do
        {
            var page = await _executions.ListActionsAsync(key.PipelineName, key.PipelineExecutionId, cursor, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private static List<StageProgress> OfState(IReadOnlyList<StageState> state, string id)
    {
        var reached = -1;
        for (var i = 0; i < state.Count; i++)
        {
            if (state[i].PipelineExecutionId == id || state[i].InboundExecutions.Contains(id))
            {
                reached = i;
            }
        }

        return state.Select((stage, i) => OfStage(stage, id, isPassed: i < reached)).ToList();
    }

    // If the stage shows a later execution and this execution is further on, it has passed the stage.
    private static StageProgress OfStage(StageState stage, string id, bool isPassed)
    {
        var isOurs = stage.PipelineExecutionId == id;
        var actions = isOurs ? stage.Actions : [];
        var running = actions.Where(action => action.Status == "InProgress").ToList();
        return new StageProgress
        {
            StageName = stage.StageName,
            Status = isOurs ? stage.Status : isPassed ? "Succeeded" : null,
            CompletedActions = isOurs ? actions.Count(action => action.Status == "Succeeded") : isPassed ? stage.Actions.Count : 0,
            TotalActions = stage.Actions.Count,
            Activity = running.Count > 0 ? string.Join(", ", running.Select(Describe)) : Waiting(stage, id),
        };
    }

    private static string Describe(ActionState action) =>
        action.IsWaitingForApproval ? action.ActionName + " waits for approval"
        : action.PercentComplete is > 0 and var percent ? $"{action.ActionName} {percent} %"
        : action.ActionName;

    private static string? Waiting(StageState stage, string id) =>
        !stage.InboundExecutions.Contains(id) ? null
        : stage.InboundTransitionEnabled ? "waits for an earlier execution"
        : $"waits: the transition is disabled ({stage.InboundTransitionDisabledReason ?? "no reason given"})";

    private static List<StageProgress> OfActions(IReadOnlyList<StageState> state, IReadOnlyList<ActionExecution> actions) => state.Select(stage =>
    {
        // The list is newest first, so the first entry of an action is its latest attempt.
        var latest = actions.Where(action => action.StageName == stage.StageName).GroupBy(action => action.ActionName).Select(tries => tries.First()).ToList();
        var running = latest.Where(action => action.Status == "InProgress").ToList();
        var done = latest.Count(action => action.Status == "Succeeded");
        return new StageProgress
        {
            StageName = stage.StageName,
            Status = latest.Count == 0 ? null : latest.Exists(a => a.Status == "Failed") ? "Failed" : done == stage.Actions.Count ? "Succeeded" : "InProgress",
            CompletedActions = done,
            TotalActions = stage.Actions.Count,
            Activity = running.Count == 0 ? null : string.Join(
                ", ", running.Select(a => a.ActionTypeId?.Category == "Approval" ? a.ActionName + " waits for approval" : a.ActionName)),
        };
    }).ToList();
}
