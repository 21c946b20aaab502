using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Checks;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the operations that start, get and list executions.</summary>
internal sealed class ExecutionOperations
{
    /// <summary>The maximum number of executions in progress in QUEUED and PARALLEL mode. CodePipeline quota.</summary>
    public const int ConcurrentExecutions = 50;

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

    private JsonObject Start(ServiceCall call, JsonObject input)
    {
        var variables = Unique(input.Objects("variables"), "name", "value", "Variable");
        var revisions = Unique(input.Objects("sourceRevisions"), "actionName", "revisionValue", "Source revision of action");
        var pipeline = RequestedPipeline.ToUse(call, input.Text("name")!);
        var token = input.Text("clientRequestToken");
        if (token is not null && pipeline.ExecutionsByToken.TryGetValue(token, out var known))
        {
            return new JsonObject { ["pipelineExecutionId"] = known.Id };
        }

        if (pipeline.Current.ExecutionMode != "SUPERSEDED" && pipeline.ActiveExecutions.Count >= ConcurrentExecutions)
        {
            throw new AwsErrorException(
                "ConcurrentPipelineExecutionsLimitExceededException", $"The pipeline '{pipeline.Name}' has reached the limit of {ConcurrentExecutions} concurrent executions.");
        }

        var execution = _engine.Start(pipeline, new ExecutionTrigger("StartPipelineExecution", call.CallerArn) { Variables = variables, Revisions = revisions });
        if (token is not null)
        {
            pipeline.ExecutionsByToken.Add(token, execution);
        }

        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    private static Dictionary<string, string> Unique(IEnumerable<JsonObject> items, string key, string value, string what)
    {
        var unique = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var name = item.Text(key)!;
            if (unique.ContainsKey(name))
            {
                throw DeclarationErrors.Validation($"{what} '{name}' is given more than once");
            }

            unique.Add(name, item.Text(value)!);
        }

        return unique;
    }

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var execution = RequestedPipeline.Execution(pipeline, input.Text("pipelineExecutionId")!);
        return new JsonObject { ["pipelineExecution"] = ExecutionJson.Detail(pipeline.Name, execution) };
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stage = input["filter"]?["succeededInStage"]?.Text("stageName");
        return NewestFirstPage.Page(
            input,
            $"executions/{pipeline.Arn}/{stage}/",
            "pipelineExecutionSummaries",
            pipeline.Executions.Where(execution => stage is null || execution.SucceededIn(stage)),
            execution => execution.Sequence,
            ExecutionJson.Summary);
    }
}
