using System.Collections.Generic;

namespace BitbucketConnections.Parameters;

/// <summary>Makes the copy of a run that has its actions: what was written out is never changed.</summary>
internal static class WithActions
{
    public static PipelineExecution Read(PipelineExecution run, IReadOnlyList<ActionExecution> actions) => new()
    {
        PipelineName = run.PipelineName,
        PipelineArn = run.PipelineArn,
        PipelineExecutionId = run.PipelineExecutionId,
        Status = run.Status,
        StatusSummary = run.StatusSummary,
        PipelineVersion = run.PipelineVersion,
        Region = run.Region,
        TriggerType = run.TriggerType,
        TriggerDetail = run.TriggerDetail,
        ExecutionMode = run.ExecutionMode,
        ExecutionType = run.ExecutionType,
        StartTime = run.StartTime,
        LastUpdateTime = run.LastUpdateTime,
        SourceRevisions = run.SourceRevisions,
        Variables = run.Variables,
        RollbackTargetPipelineExecutionId = run.RollbackTargetPipelineExecutionId,
        StopReason = run.StopReason,
        Actions = actions,
        ConsoleUrl = run.ConsoleUrl,
    };
}
