namespace BitbucketConnections.Binding.Targets;

/// <summary>Says which parameter lacks that neither the command line nor the object has.</summary>
internal static class MissingParameter
{
    /// <summary>Makes the failure of a missing stage.</summary>
    public static ServiceException Stage(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "StageNameMissing", $"Which stage of '{target.PipelineName}' is meant is not said; give -StageName, or pipe one from Get-BitbucketPipelineState.")]);

    /// <summary>Makes the failure of a missing execution.</summary>
    public static ServiceException Execution(PipelineTarget target) => ServiceException.FromFindings([new Finding(
        "ExecutionIdMissing", $"Which run of '{target.PipelineName}' is meant is not said; give -PipelineExecutionId, or pipe one from Get-BitbucketPipelineExecution.")]);
}
