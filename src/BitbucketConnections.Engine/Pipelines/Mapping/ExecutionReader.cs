using System;
using System.Linq;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Sessions;
using ModelActionState = Amazon.CodePipeline.Model.ActionState;
using ModelExecution = Amazon.CodePipeline.Model.PipelineExecution;
using ModelStageState = Amazon.CodePipeline.Model.StageState;

namespace BitbucketConnections.Engine.Pipelines.Mapping;

/// <summary>Makes the module's runs and states of the API's.</summary>
internal sealed class ExecutionReader
{
    private readonly string _region;
    private readonly ConsoleLinks _links;

    public ExecutionReader(string region, ConsoleLinks links)
    {
        _region = region;
        _links = links;
    }

    /// <summary>Makes a run of which only the id is known.</summary>
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
        StatusSummary = execution.StatusSummary,
        PipelineVersion = execution.PipelineVersion,
        Region = _region,
        TriggerType = execution.Trigger?.TriggerType?.Value,
        TriggerDetail = execution.Trigger?.TriggerDetail,
        ExecutionMode = execution.ExecutionMode?.Value,
        ExecutionType = execution.ExecutionType?.Value,
        SourceRevisions = (execution.ArtifactRevisions ?? []).ConvertAll(r => new BitbucketConnections.SourceRevision
        {
            ActionName = r.Name ?? string.Empty,
            RevisionId = r.RevisionId,
            RevisionSummary = r.RevisionSummary,
            RevisionUrl = Url(r.RevisionUrl),
        }),
        ConsoleUrl = Link(execution.PipelineName!, execution.PipelineExecutionId!),
    };

    public BitbucketConnections.PipelineExecution Read(string pipelineName, PipelineExecutionSummary summary) => new()
    {
        PipelineName = pipelineName,
        PipelineExecutionId = summary.PipelineExecutionId!,
        Status = summary.Status?.Value,
        StatusSummary = summary.StatusSummary,
        Region = _region,
        TriggerType = summary.Trigger?.TriggerType?.Value,
        TriggerDetail = summary.Trigger?.TriggerDetail,
        ExecutionMode = summary.ExecutionMode?.Value,
        ExecutionType = summary.ExecutionType?.Value,
        StartTime = summary.StartTime,
        LastUpdateTime = summary.LastUpdateTime,
        SourceRevisions = (summary.SourceRevisions ?? []).ConvertAll(r => new BitbucketConnections.SourceRevision
        {
            ActionName = r.ActionName ?? string.Empty,
            RevisionId = r.RevisionId,
            RevisionSummary = r.RevisionSummary,
            RevisionUrl = Url(r.RevisionUrl),
        }),
        ConsoleUrl = Link(pipelineName, summary.PipelineExecutionId!),
    };

    public BitbucketConnections.StageState Read(string pipelineName, ModelStageState stage) => new()
    {
        PipelineName = pipelineName,
        StageName = stage.StageName!,
        Status = stage.LatestExecution?.Status?.Value,
        PipelineExecutionId = stage.LatestExecution?.PipelineExecutionId,
        InboundTransitionEnabled = stage.InboundTransitionState?.Enabled ?? true,
        InboundTransitionDisabledReason = stage.InboundTransitionState?.DisabledReason,
        Actions = (stage.ActionStates ?? []).Select(Read).ToList(),
        Region = _region,
    };

    private static BitbucketConnections.ActionState Read(ModelActionState action) => new()
    {
        ActionName = action.ActionName!,
        Status = action.LatestExecution?.Status?.Value,
        Summary = action.LatestExecution?.Summary,
        ErrorCode = action.LatestExecution?.ErrorDetails?.Code,
        ErrorMessage = action.LatestExecution?.ErrorDetails?.Message,
        LastStatusChange = action.LatestExecution?.LastStatusChange,
        ExternalExecutionUrl = Url(action.LatestExecution?.ExternalExecutionUrl),
    };

    private static Uri? Url(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;

    // Runs carry no ARN.
    private Uri? Link(string pipelineName, string executionId) => _links.Execution(AwsPartition.Of(_region), _region, pipelineName, executionId);
}
