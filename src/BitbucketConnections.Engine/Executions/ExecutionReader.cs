using System;
using System.Linq;
using System.Text.Json;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Json;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Regions;
using ModelActionState = Amazon.CodePipeline.Model.ActionState;
using ModelConditionState = Amazon.CodePipeline.Model.StageConditionState;
using ModelExecution = Amazon.CodePipeline.Model.PipelineExecution;
using ModelRuleState = Amazon.CodePipeline.Model.RuleState;
using ModelStageState = Amazon.CodePipeline.Model.StageState;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Converts executions and states of the API to the module's types.</summary>
internal sealed class ExecutionReader
{
    // AWS omits the type of an execution that is not a rollback (observed).
    private const string Standard = "STANDARD";
    private readonly string _region;
    private readonly ConsoleLinks _links;

    public ExecutionReader(string region, ConsoleLinks links)
    {
        _region = region;
        _links = links;
    }

    /// <summary>Creates an execution with only its id.</summary>
    public BitbucketConnections.PipelineExecution Started(string pipelineName, string pipelineExecutionId) => new()
    {
        PipelineName = pipelineName,
        PipelineExecutionId = pipelineExecutionId,
        Region = _region,
        ConsoleUrl = Link(pipelineName, pipelineExecutionId),
    };

    public BitbucketConnections.PipelineExecution Read(ModelExecution execution) => new()
    {
        PipelineName = execution.PipelineName!,
        PipelineExecutionId = execution.PipelineExecutionId!,
        Status = execution.Status?.Value,
        StatusSummary = Shown(execution.StatusSummary),
        PipelineVersion = execution.PipelineVersion,
        Region = _region,
        TriggerType = execution.Trigger?.TriggerType?.Value,
        TriggerDetail = Detail(execution.Trigger),
        ExecutionMode = execution.ExecutionMode?.Value,
        ExecutionType = execution.ExecutionType?.Value ?? Standard,
        SourceRevisions = (execution.ArtifactRevisions ?? []).ConvertAll(r => new BitbucketConnections.SourceRevision
        {
            ActionName = r.Name ?? string.Empty,
            RevisionId = r.RevisionId,
            RevisionSummary = r.RevisionSummary,
            RevisionUrl = Url(r.RevisionUrl),
        }),
        Variables = execution.Variables?.ToDictionary(v => v.Name!, v => v.ResolvedValue ?? string.Empty, StringComparer.Ordinal),
        RollbackTargetPipelineExecutionId = execution.RollbackMetadata?.RollbackTargetPipelineExecutionId,
        ConsoleUrl = Link(execution.PipelineName!, execution.PipelineExecutionId!),
    };

    public BitbucketConnections.PipelineExecution Read(string pipelineName, PipelineExecutionSummary summary) => new()
    {
        PipelineName = pipelineName,
        PipelineExecutionId = summary.PipelineExecutionId!,
        Status = summary.Status?.Value,
        StatusSummary = Shown(summary.StatusSummary),
        Region = _region,
        TriggerType = summary.Trigger?.TriggerType?.Value,
        TriggerDetail = Detail(summary.Trigger),
        ExecutionMode = summary.ExecutionMode?.Value,
        ExecutionType = summary.ExecutionType?.Value ?? Standard,
        StartTime = summary.StartTime,
        LastUpdateTime = summary.LastUpdateTime,
        SourceRevisions = (summary.SourceRevisions ?? []).ConvertAll(r => new BitbucketConnections.SourceRevision
        {
            ActionName = r.ActionName ?? string.Empty,
            RevisionId = r.RevisionId,
            RevisionSummary = r.RevisionSummary,
            RevisionUrl = Url(r.RevisionUrl),
        }),
        RollbackTargetPipelineExecutionId = summary.RollbackMetadata?.RollbackTargetPipelineExecutionId,
        StopReason = string.IsNullOrEmpty(summary.StopTrigger?.Reason) ? null : summary.StopTrigger!.Reason,
        ConsoleUrl = Link(pipelineName, summary.PipelineExecutionId!),
    };

    public BitbucketConnections.StageState Read(string pipelineName, int? version, ModelStageState stage) => new()
    {
        PipelineName = pipelineName,
        PipelineVersion = version,
        StageName = stage.StageName!,
        Status = stage.LatestExecution?.Status?.Value,
        PipelineExecutionId = stage.LatestExecution?.PipelineExecutionId,
        ExecutionType = stage.LatestExecution is { } latest ? latest.Type?.Value ?? Standard : null,
        InboundExecutions = (stage.InboundExecutions ?? (stage.InboundExecution is { } one ? [one] : []))
            .Select(inbound => inbound.PipelineExecutionId!).ToList(),
        InboundTransitionEnabled = stage.InboundTransitionState?.Enabled ?? true,
        InboundTransitionDisabledReason = stage.InboundTransitionState?.DisabledReason,
        InboundTransitionChangedBy = stage.InboundTransitionState?.LastChangedBy,
        InboundTransitionChangedAt = stage.InboundTransitionState?.LastChangedAt,
        Actions = (stage.ActionStates ?? []).Select(Read).ToList(),
        BeforeEntry = Condition(stage.BeforeEntryConditionState),
        OnSuccess = Condition(stage.OnSuccessConditionState),
        OnFailure = Condition(stage.OnFailureConditionState),
        Region = _region,
        ConsoleUrl = _links.Pipeline(AwsPartition.Of(_region), _region, pipelineName),
    };

    public ActionExecution Read(string pipelineName, ActionExecutionDetail action) => new()
    {
        PipelineName = pipelineName,
        PipelineExecutionId = action.PipelineExecutionId!,
        ActionExecutionId = action.ActionExecutionId,
        StageName = action.StageName!,
        ActionName = action.ActionName!,
        PipelineVersion = action.PipelineVersion,
        ActionTypeId = action.Input?.ActionTypeId is { } type
            ? new BitbucketConnections.ActionTypeId { Category = type.Category!.Value, Owner = type.Owner!.Value, Provider = type.Provider!, Version = type.Version! }
            : null,
        Status = action.Status?.Value,
        StartTime = action.StartTime,
        LastUpdateTime = action.LastUpdateTime,
        UpdatedBy = action.UpdatedBy,
        ExternalExecutionId = IsApproval(action) ? null : action.Output?.ExecutionResult?.ExternalExecutionId,
        ExternalExecutionUrl = Url(action.Output?.ExecutionResult?.ExternalExecutionUrl),
        Summary = Shown(action.Output?.ExecutionResult?.ExternalExecutionSummary),
        ErrorCode = action.Output?.ExecutionResult?.ErrorDetails?.Code,
        ErrorMessage = Shown(Error(action.Output?.ExecutionResult)),
        OutputVariables = action.Output?.OutputVariables is { Count: > 0 } variables ? variables : null,
        Region = _region,
    };

    public BitbucketConnections.RuleExecution Read(string pipelineName, RuleExecutionDetail rule) => new()
    {
        PipelineName = pipelineName,
        PipelineExecutionId = rule.PipelineExecutionId!,
        RuleExecutionId = rule.RuleExecutionId,
        StageName = rule.StageName!,
        RuleName = rule.RuleName!,
        PipelineVersion = rule.PipelineVersion,
        RuleTypeId = rule.Input?.RuleTypeId is { } type
            ? new BitbucketConnections.RuleTypeId { Category = type.Category!.Value, Owner = type.Owner?.Value, Provider = type.Provider!, Version = type.Version }
            : null,
        Status = rule.Status?.Value,
        StartTime = rule.StartTime,
        LastUpdateTime = rule.LastUpdateTime,
        UpdatedBy = rule.UpdatedBy,
        Configuration = rule.Input?.ResolvedConfiguration is { Count: > 0 } resolved ? resolved : rule.Input?.Configuration,
        RoleArn = rule.Input?.RoleArn,
        RuleRegion = rule.Input?.Region,
        ExternalExecutionId = rule.Output?.ExecutionResult?.ExternalExecutionId,
        ExternalExecutionUrl = Url(rule.Output?.ExecutionResult?.ExternalExecutionUrl),
        Summary = Shown(rule.Output?.ExecutionResult?.ExternalExecutionSummary),
        ErrorCode = rule.Output?.ExecutionResult?.ErrorDetails?.Code,
        ErrorMessage = Shown(rule.Output?.ExecutionResult is { ErrorDetails: { } error } result ? error.Message ?? result.ExternalExecutionSummary : null),
        Region = _region,
    };

    /// <summary>Determines whether an action is a manual approval. Its external id is the approval token.</summary>
    public static bool IsApproval(ActionExecutionDetail action) => action.Input?.ActionTypeId?.Category?.Value == "Approval";

    private static BitbucketConnections.ActionState Read(ModelActionState action) => new()
    {
        ActionName = action.ActionName!,
        Status = action.LatestExecution?.Status?.Value,
        Summary = Shown(action.LatestExecution?.Summary),
        ErrorCode = action.LatestExecution?.ErrorDetails?.Code,
        ErrorMessage = Shown(action.LatestExecution?.ErrorDetails?.Message),
        LastStatusChange = action.LatestExecution?.LastStatusChange,
        LastUpdatedBy = action.LatestExecution?.LastUpdatedBy,
        PercentComplete = action.LatestExecution?.PercentComplete,
        IsWaitingForApproval = action.LatestExecution is { Token: { Length: > 0 } } latest && latest.Status?.Value == "InProgress",
        ExternalExecutionId = action.LatestExecution?.ExternalExecutionId,
        ExternalExecutionUrl = Url(action.LatestExecution?.ExternalExecutionUrl),
        RevisionId = action.CurrentRevision?.RevisionId,
        EntityUrl = Url(action.EntityUrl),
    };

    // AWS returns the state of a gate and a list with its conditions, of which a gate can have one.
    private static BitbucketConnections.ConditionState? Condition(ModelConditionState? gate) => gate is null ? null : new BitbucketConnections.ConditionState
    {
        Status = gate.LatestExecution?.Status?.Value ?? gate.ConditionStates?.FirstOrDefault()?.LatestExecution?.Status?.Value,
        Summary = Shown(gate.LatestExecution?.Summary ?? gate.ConditionStates?.FirstOrDefault()?.LatestExecution?.Summary),
        LastStatusChange = gate.ConditionStates?.FirstOrDefault()?.LatestExecution?.LastStatusChange,
        Rules = (gate.ConditionStates ?? []).SelectMany(condition => condition.RuleStates ?? []).Select(Read).ToList(),
    };

    private static BitbucketConnections.RuleState Read(ModelRuleState rule) => new()
    {
        RuleName = rule.RuleName!,
        Status = rule.LatestExecution?.Status?.Value,
        RuleExecutionId = rule.LatestExecution?.RuleExecutionId,
        Summary = Shown(rule.LatestExecution?.Summary),
        ErrorCode = rule.LatestExecution?.ErrorDetails?.Code,
        ErrorMessage = Shown(rule.LatestExecution?.ErrorDetails?.Message),
        LastStatusChange = rule.LatestExecution?.LastStatusChange,
        LastUpdatedBy = rule.LatestExecution?.LastUpdatedBy,
        ExternalExecutionId = rule.LatestExecution?.ExternalExecutionId,
        ExternalExecutionUrl = Url(rule.LatestExecution?.ExternalExecutionUrl),
        EntityUrl = Url(rule.EntityUrl),
    };

    // In the list of actions, AWS returns only the code of an error. Its text is the summary (observed).
    // Messages and summaries are texts of commands and tools.
    private static string? Shown(string? text) => text is null ? null : Redaction.Message(text);

    private static string? Error(ActionExecutionResult? result) => result?.ErrorDetails is { } error ? error.Message ?? result.ExternalExecutionSummary : null;

    // The detail of a rollback is a JSON object with one member, such as the ARN of the user (observed).
    private static string? Detail(ExecutionTrigger? trigger)
    {
        if (trigger is not { TriggerDetail: ['{', ..] detail, TriggerType.Value: "ManualRollback" or "AutomatedRollback" })
        {
            return trigger?.TriggerDetail;
        }

        try
        {
            using var json = CheckedJson.Parse(detail);
            var members = json.RootElement.EnumerateObject().ToList();
            return members.Count == 1 && members[0].Value.ValueKind == JsonValueKind.String ? members[0].Value.GetString() : detail;
        }
        catch (JsonException)
        {
            // A text that only looks like JSON is shown as it is.
            return detail;
        }
    }

    // A person must not be asked to open text that is not a link.
    private static string? Url(string? text) => Uri.TryCreate(text, UriKind.Absolute, out _) ? text : null;

    // Executions have no ARN.
    private string? Link(string pipelineName, string executionId) => _links.Execution(AwsPartition.Of(_region), _region, pipelineName, executionId);
}
