using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Reads the progress of executions from the state of their pipeline, and for parallel executions from their actions.</summary>
internal sealed class ExecutionProgressReader
{
    private readonly PipelineExecutionService _executions;
    private readonly StageHistory _history;
    private readonly IDiagnosticSink _diagnostics;
    private readonly ConcurrentDictionary<string, bool> _denied = new(StringComparer.Ordinal);

    public ExecutionProgressReader(PipelineExecutionService executions, StageHistory history, IDiagnosticSink diagnostics)
    {
        _executions = executions;
        _history = history;
        _diagnostics = diagnostics;
    }

    public async Task ReadAsync(string pipelineName, IReadOnlyList<FollowedExecution> executions, CancellationToken cancellationToken)
    {
        if (executions.Count == 0 || _denied.ContainsKey(pipelineName))
        {
            return;
        }

        try
        {
            var parallel = executions.Where(execution => execution.LastSeen!.ExecutionMode == "PARALLEL").ToList();
            foreach (var execution in parallel)
            {
                var stages = await _history.ReadAsync(execution.LastSeen!, cancellationToken).ConfigureAwait(false);
                execution.Stages = OfState(stages, execution.Key.PipelineExecutionId);
            }

            if (parallel.Count < executions.Count)
            {
                var state = await _executions.ReadStateAsync(pipelineName, cancellationToken).ConfigureAwait(false);
                executions.Except(parallel).ToList().ForEach(execution => execution.Stages = OfState(state, execution.Key.PipelineExecutionId));
            }
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            // The execution can be followed without progress. The message is written once.
            _denied[pipelineName] = true;
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The stages of '{pipelineName}' can't be read, so the progress does not show them: {denied.Message}"));
        }
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
        var running = actions.Where(action => action.Status == "InProgress").Select(Describe).Concat(isOurs ? RunningRules(stage) : []).ToList();
        return new StageProgress
        {
            StageName = stage.StageName,
            Status = isOurs ? stage.Status : isPassed ? "Succeeded" : null,
            CompletedActions = isOurs ? actions.Count(action => action.Status == "Succeeded") : isPassed ? stage.Actions.Count : 0,
            TotalActions = stage.Actions.Count,
            Activity = running.Count > 0 ? string.Join(", ", running) : Waiting(stage, id),
        };
    }

    private static IEnumerable<string> RunningRules(StageState stage) =>
        new[] { stage.BeforeEntry, stage.OnSuccess, stage.OnFailure }
            .SelectMany(condition => condition?.Rules ?? []).Where(rule => rule.Status == "InProgress").Select(rule => "rule " + rule.RuleName);

    private static string Describe(ActionState action) =>
        action.IsWaitingForApproval ? action.ActionName + " waits for approval"
        : action.PercentComplete is > 0 and var percent ? $"{action.ActionName} {percent} %"
        : action.ActionName;

    private static string? Waiting(StageState stage, string id) =>
        !stage.InboundExecutions.Contains(id) ? null
        : stage.InboundTransitionEnabled ? "waits for an earlier execution"
        : $"waits: the transition is disabled ({stage.InboundTransitionDisabledReason ?? "no reason given"})";
}
