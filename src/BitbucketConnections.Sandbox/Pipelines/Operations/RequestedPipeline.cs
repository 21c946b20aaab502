using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Finds the pipeline, stage or execution of a call, or throws the operation's not-found error.</summary>
internal static class RequestedPipeline
{
    /// <summary>Finds a pipeline for GetPipeline.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="AwsErrorException">Not found.</exception>
    public static PipelineRecord ToShow(ServiceCall call, string name) => Find(call, name)
        ?? throw new AwsErrorException("PipelineNotFoundException", $"Account '{call.AccountId}' does not have a pipeline with name '{name}'");

    /// <summary>Finds a pipeline for the operations that use one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="AwsErrorException">Not found.</exception>
    public static PipelineRecord ToUse(ServiceCall call, string name) => Find(call, name)
        ?? throw NotIncluded(call, name, "PipelineNotFoundException");

    /// <summary>Finds a pipeline for ListActionExecutions, whose text differs.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="AwsErrorException">Not found.</exception>
    public static PipelineRecord ToListActions(ServiceCall call, string name) => Find(call, name)
        ?? throw new AwsErrorException("PipelineNotFoundException", $"The account with AWS account ID '{call.AccountId}' does not include a pipeline named '{name}'");

    /// <summary>Finds an execution.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="id">The id.</param>
    /// <returns>The execution.</returns>
    /// <exception cref="AwsErrorException">Not found.</exception>
    public static ExecutionRecord Execution(PipelineRecord pipeline, string id) => pipeline.Executions.Find(execution => execution.Id == id)
        ?? throw NoExecution(pipeline, id);

    /// <summary>Creates the error for a missing execution.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="id">The id.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException NoExecution(PipelineRecord pipeline, string id) =>
        new("PipelineExecutionNotFoundException", $"Pipeline Execution with id '{id}' does not exist in pipeline with name '{pipeline.Name}'");

    /// <summary>Finds a stage of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="name">The stage.</param>
    /// <returns>The stage.</returns>
    /// <exception cref="AwsErrorException">Not found.</exception>
    public static DeclaredStage Stage(PipelineRecord pipeline, string name) => pipeline.Current.Stages.FirstOrDefault(stage => stage.Name == name)
        ?? throw new AwsErrorException("StageNotFoundException", $"Pipeline '{pipeline.Name}' does not have a stage with name '{name}'");

    /// <summary>Creates the error for a missing pipeline.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <param name="code">The error code.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException NotIncluded(ServiceCall call, string name, string code) =>
        new(code, $"The account with id '{call.AccountId}' does not include a pipeline with the name '{name}'");

    private static PipelineRecord? Find(ServiceCall call, string name) =>
        call.RegionState.Part<PipelineStore>().ByName.TryGetValue(name, out var pipeline) ? pipeline : null;
}
