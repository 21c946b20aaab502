namespace BitbucketConnections.Binding.Targets;

/// <summary>Says which parameter lacks that neither the command line nor the object has.</summary>
internal static class MissingParameter
{
    /// <summary>Makes the failure of a missing stage.</summary>
    public static ServiceException Stage(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "StageNameMissing", $"A stage of '{target.PipelineName}' is required. Specify -StageName, or pipe a stage from Get-BitbucketPipelineState.")]);

    /// <summary>Makes the failure of a missing execution.</summary>
    public static ServiceException Execution(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "ExecutionIdMissing", $"An execution of '{target.PipelineName}' is required. Specify -PipelineExecutionId, or pipe an execution from Get-BitbucketPipelineExecution.")]);
}
