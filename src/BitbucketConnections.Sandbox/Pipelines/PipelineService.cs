using System.Linq;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>CodePipeline.</summary>
internal static class PipelineService
{
    /// <summary>Makes the service.</summary>
    /// <param name="engine">Lets runs go on.</param>
    /// <returns>The service.</returns>
    public static JsonService Make(RunEngine engine) =>
        new(
            new JsonServiceDefinition("codepipeline", "CodePipeline_20150709", "application/x-amz-json-1.1", "message", EchoesValues: false),
            new PipelineOperations(engine).All()
                .Concat(new ExecutionOperations(engine).All())
                .Concat(ActionExecutionOperation.All())
                .Concat(new StageOperations(engine).All())
                .Concat(new StopOperation(engine).All())
                .Concat(ApprovalOperation.All())
                .Concat(TransitionOperations.All())
                .Concat(StateOperation.All())
                .Concat(PipelineTags.All()));
}
