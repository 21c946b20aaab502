using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Checks;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Pipelines.Webhooks;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the operations that create, get, update, list and delete pipelines.</summary>
internal sealed class PipelineOperations
{
    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="PipelineOperations"/> class.</summary>
    /// <param name="engine">Starts the first execution of a new pipeline.</param>
    public PipelineOperations(ExecutionEngine engine) => _engine = engine;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() =>
    [
        new("CreatePipeline", PipelineShapes.Create, Create),
        new("GetPipeline", PipelineShapes.Get, Get),
        new("UpdatePipeline", PipelineShapes.Update, Update),
        new("DeletePipeline", PipelineShapes.ByName, Delete),
        new("ListPipelines", PipelineShapes.List, List),
    ];

    private JsonObject Create(ServiceCall call, JsonObject input)
    {
        var declaration = new PipelineDeclaration(input["pipeline"]!.AsObject());
        var pipelines = call.RegionState.Part<PipelineStore>().ByName;
        if (pipelines.ContainsKey(declaration.Name))
        {
            throw new AwsErrorException(
                "PipelineNameInUseException", $"A pipeline with the name '{declaration.Name}' already exists in account '{call.AccountId}'");
        }

        DeclarationChecks.Check(declaration, call);
        var now = call.Now;
        var record = new PipelineRecord
        {
            Name = declaration.Name,
            Arn = $"arn:{call.Partition}:codepipeline:{call.Region}:{call.AccountId}:{declaration.Name}",
            Region = call.Region,
            Created = now,
            Updated = now,
            Current = DeclarationDefaults.Fill(declaration, 1),
        };
        PipelineTags.Set(record, input.Objects("tags"));
        var quota = call.State.Limits.Pipelines;
        if (pipelines.Count >= quota)
        {
            throw new AwsErrorException("LimitExceededException", $"The number of pipelines in account '{call.AccountId}' has reached the limit of {quota}.");
        }

        WebhookRegistration.Run(record, call.State, call.AccountId);
        pipelines.Add(record.Name, record);
        StartFirst(record, call.CallerArn);
        var output = new JsonObject { ["pipeline"] = record.Current.Json.DeepClone() };
        if (record.Tags.Count > 0)
        {
            output["tags"] = PipelineTags.Write(record);
        }

        return output;
    }

    // A source that polls finds its revision at once. AWS then starts no execution for the creation itself.
    private void StartFirst(PipelineRecord pipeline, string callerArn)
    {
        var polling = pipeline.Current.Actions.Where(action => action.Polls).ToList();
        foreach (var source in polling)
        {
            _engine.Start(pipeline, new ExecutionTrigger(ExecutionTrigger.Polling, source.Name));
        }

        if (polling.Count == 0)
        {
            _engine.Start(pipeline, new ExecutionTrigger(ExecutionTrigger.Creation, callerArn));
        }
    }

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToShow(call, input.Text("name")!);
        var version = input.Number("version") ?? pipeline.Version;
        if (version > pipeline.Version)
        {
            throw new AwsErrorException("PipelineVersionNotFoundException", $"The pipeline '{pipeline.Name}' does not have a version {version}");
        }

        return new JsonObject
        {
            ["pipeline"] = pipeline.DeclarationOf(version),
            ["metadata"] = new JsonObject
            {
                ["pipelineArn"] = pipeline.Arn,
                ["created"] = EpochSeconds.Write(pipeline.Created),
                ["updated"] = EpochSeconds.Write(pipeline.TimeOf(version)),
            },
        };
    }

    private static JsonObject Update(ServiceCall call, JsonObject input)
    {
        var declaration = new PipelineDeclaration(input["pipeline"]!.AsObject());
        var pipeline = RequestedPipeline.ToUse(call, declaration.Name);
        DeclarationChecks.Check(declaration, call);
        var before = pipeline.Current;
        pipeline.AddVersion(DeclarationDefaults.Fill(declaration, pipeline.Version + 1), call.Now);
        WebhookRegistration.Run(pipeline, call.State, call.AccountId);
        UpdateCancellation.End(pipeline, before, call.Now);
        return new JsonObject { ["pipeline"] = pipeline.Current.Json.DeepClone() };
    }

    private static JsonObject? Delete(ServiceCall call, JsonObject input)
    {
        // The model has no not-found error: deleting a missing pipeline succeeds.
        call.RegionState.Part<PipelineStore>().ByName.Remove(input.Text("name")!);
        return null;
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var list = $"pipelines/{call.AccountId}/{call.Region}/";
        var after = input.Text("nextToken") is { } token ? PipelinePageTokens.Read(list, token) : null;
        var size = input.Number("maxResults") ?? 1000;
        var found = call.RegionState.Part<PipelineStore>().ByName.Values
            .Where(pipeline => after is null || string.CompareOrdinal(pipeline.Name, after) > 0)
            .Take(size + 1)
            .ToList();
        var output = new JsonObject { ["pipelines"] = new JsonArray([.. found.Take(size).Select(Summary)]) };
        if (found.Count > size)
        {
            output["nextToken"] = PageToken.Write(list, found[size - 1].Name);
        }

        return output;
    }

    private static JsonObject Summary(PipelineRecord pipeline) => new()
    {
        ["name"] = pipeline.Name,
        ["version"] = pipeline.Version,
        ["pipelineType"] = pipeline.Current.PipelineType,
        ["executionMode"] = pipeline.Current.ExecutionMode,
        ["created"] = EpochSeconds.Write(pipeline.Created),
        ["updated"] = EpochSeconds.Write(pipeline.Updated),
    };
}
