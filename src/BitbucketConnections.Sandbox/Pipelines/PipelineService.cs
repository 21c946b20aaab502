using System.Linq;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>CodePipeline.</summary>
internal static class PipelineService
{
    /// <summary>Makes the service.</summary>
    /// <param name="model">How runs go on.</param>
    /// <returns>The service.</returns>
    public static JsonService Make(IRunModel model)
    {
        var starter = new RunStarter(model);
        return new JsonService(
            new JsonServiceDefinition("codepipeline", "CodePipeline_20150709", "application/x-amz-json-1.1", "message", EchoesValues: false),
            new PipelineOperations(starter).All()
                .Concat(new ExecutionOperations(starter).All())
                .Concat(new RetryOperation(model).All())
                .Concat(StateOperation.All())
                .Concat(PipelineTags.All()));
    }
}
