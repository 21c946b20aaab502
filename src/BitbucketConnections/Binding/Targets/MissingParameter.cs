namespace BitbucketConnections.Binding.Targets;

/// <summary>Creates the errors for values that are missing on the command line and in the piped object.</summary>
internal static class MissingParameter
{
    /// <summary>Creates the error for a missing stage.</summary>
    public static ServiceException Stage(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "StageNameMissing", $"A stage of '{target.PipelineName}' is required. Specify -StageName, or pipe a stage from Get-BitbucketPipelineState.")]);

    /// <summary>Creates the error for a missing execution.</summary>
    public static ServiceException Execution(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "ExecutionIdMissing", $"An execution of '{target.PipelineName}' is required. Specify -PipelineExecutionId, or pipe an execution from Get-BitbucketPipelineExecution.")]);
}
