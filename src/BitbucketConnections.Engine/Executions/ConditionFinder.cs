using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>
/// Finds the condition to override. The state shows which conditions failed or have rules in progress; only the definition has their results, and a
/// condition with the result SKIP can't be overridden (CodePipeline user guide, "Configure conditions for a stage").
/// </summary>
internal sealed class ConditionFinder
{
    private readonly PipelineExecutionService _executions;
    private readonly PipelineApi _api;

    public ConditionFinder(PipelineExecutionService executions, PipelineApi api)
    {
        _executions = executions;
        _api = api;
    }

    public async Task<ConditionOverrideRequest> FindAsync(ConditionOverrideRequest request, CancellationToken cancellationToken)
    {
        var definition = await TryGetDefinitionAsync(request.PipelineName, cancellationToken).ConfigureAwait(false);
        if (request is { StageName: not null, ConditionType: not null, PipelineExecutionId: not null })
        {
            CheckDeclared(request, definition);
            return request;
        }

        var stages = await _executions.ReadStateAsync(request.PipelineName, cancellationToken).ConfigureAwait(false);
        if (stages.Count == 0)
        {
            throw ServiceException.FromFindings([new Finding(
                "ConditionUnknown", $"AWS returns no state of the conditions of the PARALLEL pipeline '{request.PipelineName}'. Specify -StageName, -ConditionType and -PipelineExecutionId.")]);
        }

        if (request.StageName is { } name && stages.All(stage => stage.StageName != name))
        {
            throw RetryTarget.StageNotFound(request.PipelineName, name, stages.Select(stage => stage.StageName));
        }

        return Choose(request, stages, definition);
    }

    private static ConditionOverrideRequest Choose(ConditionOverrideRequest request, IReadOnlyList<StageState> stages, Pipeline? definition)
    {
        var all = stages.SelectMany(OverridableCondition.Of).Where(condition => condition.Fits(request)).ToList();
        var open = all.Where(condition => condition.IsOpen).ToList();
        var found = open.Where(condition => !condition.Skips(definition)).ToList();
        return found.Count switch
        {
            1 => new ConditionOverrideRequest
            {
                PipelineName = request.PipelineName,
                StageName = found[0].StageName,
                ConditionType = found[0].ConditionType,
                PipelineExecutionId = found[0].PipelineExecutionId,
            },
            0 when open.Count > 0 => throw NotOverridable(open[0]),
            0 => throw Nothing(request, all, stages.SelectMany(OverridableCondition.Of).Where(condition => condition.IsOf(request)).ToList()),
            _ => throw new ServiceException(
                ServiceErrorKind.Ambiguous, $"{found.Count} conditions of the pipeline '{request.PipelineName}' can be overridden: {string.Join("; ", found)}. Specify -StageName and -ConditionType.")
            {
                Condition = "AmbiguousCondition",
            },
        };
    }

    private static void CheckDeclared(ConditionOverrideRequest request, Pipeline? definition)
    {
        if (definition is null)
        {
            return;
        }

        var stage = definition.Stages.FirstOrDefault(s => s.Name == request.StageName)
            ?? throw RetryTarget.StageNotFound(request.PipelineName, request.StageName!, definition.Stages.Select(s => s.Name));
        var condition = new OverridableCondition(request.StageName!, request.ConditionType!, request.PipelineExecutionId, null);
        if (OverridableCondition.Declared(stage, request.ConditionType!) is not { Count: > 0 })
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"The stage '{stage.Name}' of the pipeline '{request.PipelineName}' has no condition {condition.Gate}. There is nothing to override.")
            {
                Condition = "NoConditionToOverride",
            };
        }

        if (condition.Skips(definition))
        {
            throw NotOverridable(condition);
        }
    }

    // A caller who may override, but not read the definition, continues. AWS then refuses a condition that it does not override.
    private async Task<Pipeline?> TryGetDefinitionAsync(string pipelineName, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.GetPipelineAsync(pipelineName, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"Access to the definition of '{pipelineName}' is denied, so the results of its conditions are not checked. {denied.ServiceMessage}"));
            return null;
        }
    }

    private static ServiceException NotOverridable(OverridableCondition condition) => new(
        ServiceErrorKind.InvalidState,
        $"The condition {condition.Gate} of the stage '{condition.StageName}' has the result SKIP. AWS does not override conditions that skip the stage.")
    {
        Condition = "ConditionNotOverridable",
    };

    private static ServiceException Nothing(ConditionOverrideRequest request, List<OverridableCondition> all, List<OverridableCondition> others)
    {
        var where = (request.StageName is { } stage ? $"the stage '{stage}' of " : string.Empty) + $"the pipeline '{request.PipelineName}'";
        var execution = request.PipelineExecutionId is { } id ? " in execution " + id : string.Empty;
        var states = all.Count > 0 ? $"Conditions: {string.Join("; ", all)}."
            : others.Count > 0 ? $"Only the newest execution in a stage can be overridden: {string.Join("; ", others.Select(other => $"{other} in {other.PipelineExecutionId ?? "no execution"}"))}."
            : "It has no such condition.";
        return new ServiceException(ServiceErrorKind.InvalidState, $"No condition of {where} failed or is in progress{execution}. There is nothing to override. {states}")
        {
            Condition = "NoConditionToOverride",
        };
    }
}
