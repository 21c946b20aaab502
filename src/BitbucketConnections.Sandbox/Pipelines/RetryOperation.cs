using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;
using BitbucketConnections.Sandbox.Services;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Runs a failed stage of a run again: the same run goes on.</summary>
internal sealed class RetryOperation
{
    private readonly IRunModel _model;

    /// <summary>Initializes a new instance of the <see cref="RetryOperation"/> class.</summary>
    /// <param name="model">How runs go on.</param>
    public RetryOperation(IRunModel model) => _model = model;

    /// <summary>Gets the operation.</summary>
    /// <returns>The operation.</returns>
    public IEnumerable<JsonOperation> All() => [new("RetryStageExecution", PipelineShapes.RetryStage, Retry)];

    private JsonObject Retry(ServiceCall call, JsonObject input)
    {
        var pipeline = PipelineLookup.ToUse(call, input.Text("pipelineName")!);
        var stageName = input.Text("stageName")!;
        var id = input.Text("pipelineExecutionId")!;
        if (!pipeline.Current.Stages.Any(stage => stage.Name == stageName))
        {
            throw new AwsErrorException("StageNotFoundException", $"The pipeline '{pipeline.Name}' does not have a stage with the name '{stageName}'");
        }

        var run = pipeline.Runs.Find(r => r.Id == id);
        if (run is not null && HasLaterRunIn(pipeline, run, stageName))
        {
            throw new AwsErrorException(
                "NotLatestPipelineExecutionException",
                $"The stage '{stageName}' has run in a later execution of the pipeline '{pipeline.Name}'. The execution '{id}' is out of date");
        }

        var failed = run?.Stages.Find(stage => stage.Name == stageName && stage.Status == RunStatuses.Failed);
        if (run is null || failed is null || run.Version != pipeline.Versions.Count)
        {
            throw new AwsErrorException(
                "StageNotRetryableException",
                $"The stage named {stageName} in the {pipeline.Name} pipeline can't be retried now. Either it contains no failed actions, the execution '{id}' is already superseded, or the pipeline definition has changed since the action(s) failed.");
        }

        _model.Retry(run, failed, input.Text("retryMode") == "FAILED_ACTIONS", call.Account);
        return new JsonObject { ["pipelineExecutionId"] = run.Id };
    }

    /// <summary>In PARALLEL mode runs do not follow one another.</summary>
    private static bool HasLaterRunIn(PipelineRecord pipeline, PipelineRun run, string stage) =>
        run.Declaration.ExecutionMode != "PARALLEL"
        && pipeline.Runs.Exists(later => later.Sequence > run.Sequence && later.Stages.Exists(s => s.Name == stage));
}
