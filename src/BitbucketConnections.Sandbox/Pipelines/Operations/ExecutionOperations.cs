using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Checks;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the operations that start, get and list executions.</summary>
internal sealed class ExecutionOperations
{
    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="ExecutionOperations"/> class.</summary>
    /// <param name="engine">Starts executions.</param>
    public ExecutionOperations(ExecutionEngine engine) => _engine = engine;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() =>
    [
        new("StartPipelineExecution", PipelineShapes.Start, Start),
        new("GetPipelineExecution", PipelineShapes.GetExecution, Get),
        new("ListPipelineExecutions", PipelineShapes.ListExecutions, List),
    ];

    /// <summary>Checks that one more execution can be in progress.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="limits">The limits of the sandbox.</param>
    /// <exception cref="AwsErrorException">The limit of its execution mode is reached.</exception>
    public static void CheckConcurrency(PipelineRecord pipeline, SandboxLimits limits)
    {
        if (pipeline.Current.ExecutionMode != "SUPERSEDED" && pipeline.ActiveExecutions.Count >= limits.ConcurrentExecutions)
        {
            throw new AwsErrorException(
                "ConcurrentPipelineExecutionsLimitExceededException", $"The pipeline '{pipeline.Name}' has reached the limit of {limits.ConcurrentExecutions} concurrent executions.");
        }
    }

    private JsonObject Start(ServiceCall call, JsonObject input)
    {
        var variables = Unique(
            input.Objects("variables"), "name", "value", name => $"Variable names must be unique. The following variable name is already in use: {name}");
        var revisions = Unique(
            input.Objects("sourceRevisions"), "actionName", "revisionValue", name => $"Source revision of action '{name}' is given more than once");
        var pipeline = RequestedPipeline.ToUse(call, input.Text("name")!);
        if (revisions.Keys.Any(name => !pipeline.Current.Stages[0].Actions.Any(action => action.Name == name)))
        {
            throw DeclarationErrors.Validation("The action name provided in the source revision is not valid. The action must be a source action in your pipeline.");
        }

        foreach (var revision in input.Objects("sourceRevisions"))
        {
            CheckRevision(revision, pipeline.Current.Stages[0].Actions.First(action => action.Name == revision.Text("actionName")));
        }

        var token = input.Text("clientRequestToken");
        if (token is not null && pipeline.ExecutionsByToken.TryGetValue(token, out var known))
        {
            return new JsonObject { ["pipelineExecutionId"] = known.Id };
        }

        CheckConcurrency(pipeline, call.State.Limits);

        var execution = _engine.Start(pipeline, new ExecutionTrigger("StartPipelineExecution", call.CallerArn) { Variables = variables, Revisions = revisions });
        if (token is not null)
        {
            pipeline.ExecutionsByToken.Add(token, execution);
        }

        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    private static void CheckRevision(JsonObject revision, DeclaredAction action)
    {
        var type = revision.Text("revisionType")!;
        var fits = type switch
        {
            "IMAGE_DIGEST" => action.Provider == "ECR",
            "S3_OBJECT_VERSION_ID" or "S3_OBJECT_KEY" => action.Provider == "S3",
            _ => action.Provider is not ("ECR" or "S3"),
        };
        if (!fits)
        {
            throw DeclarationErrors.Validation($"The revision type {type} is not valid for the action {action.Name}.");
        }

        if (!action.IsConnectionSource)
        {
            throw DeclarationErrors.Validation($"The sandbox has source revisions only for connections, not for the provider {action.Provider} of the action {action.Name}.");
        }
    }

    private static Dictionary<string, string> Unique(IEnumerable<JsonObject> items, string key, string value, Func<string, string> message)
    {
        var unique = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var name = item.Text(key)!;
            if (unique.ContainsKey(name))
            {
                throw DeclarationErrors.Validation(message(name));
            }

            unique.Add(name, item.Text(value)!);
        }

        return unique;
    }

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var execution = RequestedPipeline.Execution(pipeline, input.Text("pipelineExecutionId")!);
        var timing = ResponseTiming.Of(call.State.Options);
        return call.Now < execution.Started + timing.ExecutionFound
            ? throw RequestedPipeline.NoExecution(pipeline, execution.Id)
            : new JsonObject { ["pipelineExecution"] = ExecutionJson.Detail(pipeline.Name, execution, timing.StatusOf(execution, call.Now)) };
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stage = input["filter"]?["succeededInStage"]?.Text("stageName");
        var timing = ResponseTiming.Of(call.State.Options);
        return NewestFirstPage.Page(
            input,
            $"executions/{pipeline.Arn}/{stage}/",
            "pipelineExecutionSummaries",
            pipeline.Executions.Where(execution => timing.IsListed(execution, call.Now) && (stage is null || execution.SucceededIn(stage))),
            execution => execution.Sequence,
            execution => ExecutionJson.Summary(execution, timing.StatusOf(execution, call.Now)));
    }
}
