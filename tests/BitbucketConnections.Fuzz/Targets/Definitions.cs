using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Reads definitions.</summary>
internal static class Definitions
{
    /// <summary>Gets a pipeline with a source.</summary>
    public static Pipeline WithTriggers(params PipelineTrigger[] triggers) => new()
    {
        Name = "demo",
        Region = "eu-west-1",
        PipelineType = "V2",
        Triggers = triggers,
        Stages =
        [
            new PipelineStage
            {
                Name = "Source",
                Actions =
                [
                    new PipelineAction
                    {
                        Name = "Source",
                        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = "CodeStarSourceConnection", Version = "1" },
                        Configuration = new Dictionary<string, string> { ["FullRepositoryId"] = "example-ws/demo-repo", ["BranchName"] = "main" },
                    },
                ],
            },
        ],
    };

    /// <summary>Reads a definition.</summary>
    public static Pipeline Read(string json) => DefinitionReader.Read(json, "eu-west-1", new ConsoleLinks(null), static (_, message) => Redaction.Message(message));

    /// <summary>Determines whether two texts are the same JSON.</summary>
    public static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.Ordinal) || JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
}
