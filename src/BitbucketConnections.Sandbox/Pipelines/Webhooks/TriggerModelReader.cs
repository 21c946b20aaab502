using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Webhooks;

/// <summary>Converts a pipeline's triggers and sources to the models of Contracts, because the module and the sandbox share that evaluator.</summary>
internal static class TriggerModelReader
{
    /// <summary>Reads the newest version of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="region">Its Region.</param>
    /// <returns>The model of the pipeline with its source actions and triggers.</returns>
    public static Pipeline Read(PipelineRecord pipeline, string region) => new()
    {
        Name = pipeline.Name,
        PipelineArn = pipeline.Arn,
        Region = region,
        PipelineType = pipeline.Current.PipelineType,
        Stages = [.. pipeline.Current.Stages.Take(1).Select(stage => new PipelineStage { Name = stage.Name, Actions = [.. stage.Actions.Select(Action)] })],
        Triggers = [.. pipeline.Current.Triggers.Select(Trigger)],
    };

    private static PipelineAction Action(DeclaredAction action) => new()
    {
        Name = action.Name,
        ActionTypeId = new ActionTypeId { Category = action.Category, Owner = action.Owner, Provider = action.Provider, Version = action.Version },
        Configuration = action.ConfigurationKeys.ToDictionary(key => key, key => action.Configuration(key)!, StringComparer.Ordinal),
    };

    private static PipelineTrigger Trigger(JsonObject trigger)
    {
        var git = trigger["gitConfiguration"]!;
        return new PipelineTrigger
        {
            SourceActionName = git.Text("sourceActionName")!,
            Push = git["push"] is null ? null : [.. git.Objects("push").Select(filter => new TriggerPushFilter
            {
                Tags = Patterns(filter, "tags"), Branches = Patterns(filter, "branches"), FilePaths = Patterns(filter, "filePaths"),
            })],
            PullRequest = git["pullRequest"] is null ? null : [.. git.Objects("pullRequest").Select(filter => new TriggerPullRequestFilter
            {
                Events = Texts(filter, "events"), Branches = Patterns(filter, "branches"), FilePaths = Patterns(filter, "filePaths"),
            })],
        };
    }

    private static TriggerPatterns? Patterns(JsonObject filter, string member) => filter[member] is { } patterns
        ? new TriggerPatterns { Includes = Texts(patterns, "includes"), Excludes = Texts(patterns, "excludes") }
        : null;

    private static List<string>? Texts(JsonNode node, string member) => node[member] is null ? null : [.. node.Texts(member)];
}
