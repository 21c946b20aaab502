using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Refuses to change a stage of an execution that a later execution has reached.</summary>
internal static class LaterExecutions
{
    /// <summary>Checks that no later execution has reached the stage. In PARALLEL mode executions have no order.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">The stage.</param>
    /// <exception cref="AwsErrorException">A later execution has reached the stage.</exception>
    public static void Refuse(PipelineRecord pipeline, ExecutionRecord execution, string stage)
    {
        if (execution.Declaration.ExecutionMode != "PARALLEL"
            && pipeline.Executions.Exists(later => later.Sequence > execution.Sequence && later.FindStage(stage) is not null))
        {
            throw new AwsErrorException(
                "NotLatestPipelineExecutionException",
                $"The stage '{stage}' has run in a later execution of the pipeline '{pipeline.Name}'. The execution '{execution.Id}' is out of date");
        }
    }
}
