using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>
/// Reads the stages of executions from the definition and from the actions of each execution. The state of a PARALLEL pipeline has no stages
/// (observed).
/// </summary>
internal sealed class StageHistory
{
    private readonly PipelineExecutionService _executions;
    private readonly PipelineApi _api;
    private readonly ConcurrentDictionary<(string Name, int? Version), Pipeline> _definitions = new();

    public StageHistory(PipelineExecutionService executions, PipelineApi api)
    {
        _executions = executions;
        _api = api;
    }

    /// <summary>Reads the stages of the newest execution and of every other execution in progress, newest first; without an execution, the stages alone.</summary>
    public async Task<IReadOnlyList<StageState>> ReadAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var stages = new List<StageState>();
        foreach (var execution in await CurrentAsync(pipelineName, cancellationToken).ConfigureAwait(false))
        {
            stages.AddRange(await ReadAsync(execution, cancellationToken).ConfigureAwait(false));
        }

        return stages.Count > 0 ? stages : await ReadUnusedAsync(pipelineName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the stages of an execution in their order.</summary>
    public async Task<IReadOnlyList<StageState>> ReadAsync(PipelineExecution execution, CancellationToken cancellationToken)
    {
        var actions = await ActionsAsync(execution, cancellationToken).ConfigureAwait(false);
        var definition = await DefinitionAsync(execution.PipelineName, actions.FirstOrDefault()?.PipelineVersion, cancellationToken).ConfigureAwait(false);
        return definition.Stages.Select(stage => Stage(definition, stage, execution, actions)).ToList();
    }

    /// <summary>Reads the stages of a pipeline without an execution.</summary>
    public async Task<IReadOnlyList<StageState>> ReadUnusedAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var definition = await DefinitionAsync(pipelineName, null, cancellationToken).ConfigureAwait(false);
        return definition.Stages.Select(stage => Stage(definition, stage, null, [])).ToList();
    }

    private async Task<List<PipelineExecution>> CurrentAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var found = new List<PipelineExecution>();
        PageCursor? cursor = null;
        do
        {
            var page = await _executions.ListAsync(pipelineName, cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items.Where((execution, i) => (cursor is null && i == 0) || execution.Status is "InProgress" or "Stopping"));
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }

    private async Task<List<ActionExecution>> ActionsAsync(PipelineExecution execution, CancellationToken cancellationToken)
    {
        var all = new List<ActionExecution>();
        PageCursor? cursor = null;
        do
        {
            var page = await _executions.ListActionsAsync(execution.PipelineName, execution.PipelineExecutionId, cursor, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    // An execution uses the version of the pipeline with which it started.
    private async Task<Pipeline> DefinitionAsync(string pipelineName, int? version, CancellationToken cancellationToken)
    {
        if (!_definitions.TryGetValue((pipelineName, version), out var definition))
        {
            definition = await _api.GetPipelineAsync(pipelineName, version, null, cancellationToken).ConfigureAwait(false);
            _definitions[(pipelineName, version)] = definition;
        }

        return definition;
    }

    private static StageState Stage(Pipeline definition, PipelineStage stage, PipelineExecution? execution, List<ActionExecution> actions)
    {
        // The list is newest first, so the first entry of an action is its latest attempt.
        var latest = actions.Where(action => action.StageName == stage.Name).GroupBy(action => action.ActionName).Select(attempts => attempts.First()).ToList();
        var isReached = latest.Count > 0;
        return new StageState
        {
            PipelineName = definition.Name,
            PipelineVersion = definition.Version,
            StageName = stage.Name,
            Status = isReached ? Status(execution, latest, stage.Actions.Count) : null,
            PipelineExecutionId = isReached ? execution?.PipelineExecutionId : null,
            ExecutionType = isReached ? execution?.ExecutionType : null,
            InboundTransitionEnabled = true,
            Actions = stage.Actions.Select(action => Action(action.Name, latest.Find(attempt => attempt.ActionName == action.Name))).ToList(),
            Region = definition.Region,
            ConsoleUrl = definition.ConsoleUrl,
        };
    }

    private static string Status(PipelineExecution? execution, List<ActionExecution> latest, int total) =>
        latest.Exists(action => action.Status == "InProgress") ? execution?.Status == "Stopping" ? "Stopping" : "InProgress"
        : latest.Exists(action => action.Status == "Failed") ? "Failed"
        : latest.Exists(action => action.Status == "Abandoned") ? "Stopped"
        : latest.Count == total ? "Succeeded"
        : execution?.Status is "Failed" or "Stopped" or "Cancelled" ? execution.Status
        : "InProgress";

    private static ActionState Action(string name, ActionExecution? action) => action is null ? new ActionState { ActionName = name } : new ActionState
    {
        ActionName = name,
        Status = action.Status,
        Summary = action.Summary,
        ErrorCode = action.ErrorCode,
        ErrorMessage = action.ErrorMessage,
        LastStatusChange = action.LastUpdateTime,
        LastUpdatedBy = action.UpdatedBy,
        IsWaitingForApproval = action is { Status: "InProgress", ActionTypeId.Category: "Approval" },
        ExternalExecutionId = action.ExternalExecutionId,
        ExternalExecutionUrl = action.ExternalExecutionUrl,
    };
}
