using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>CodePipeline.</summary>
internal static class CodePipelineService
{
    /// <summary>Creates the service.</summary>
    /// <param name="engine">Advances executions.</param>
    /// <returns>The service.</returns>
    public static JsonService Make(ExecutionEngine engine) =>
        new(
            new JsonServiceDefinition("codepipeline", "CodePipeline_20150709", "application/x-amz-json-1.1", "message", EchoesValues: false),
            new PipelineOperations(engine).All()
                .Concat(new ExecutionOperations(engine).All())
                .Concat(ListActionExecutionsOperation.All())
                .Concat(new StageOperations(engine).All())
                .Concat(new RuleOperations(engine).All())
                .Concat(ActionTypeOperations.All())
                .Concat(new StopExecutionOperation(engine).All())
                .Concat(ApprovalOperation.All())
                .Concat(TransitionOperations.All())
                .Concat(PipelineStateOperation.All())
                .Concat(PipelineTags.All()),
            PipelineRights.Table);
}
