using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>What the action's own type asks for: configuration, and how many artifacts.</summary>
internal sealed class ActionTypeRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) => PlacedAction.All(pipeline).SelectMany(Check);

    private static IEnumerable<Finding> Check(PlacedAction placed)
    {
        if (ActionTypeCatalog.Find(placed.Action.ActionTypeId) is not { } facts)
        {
            return [];
        }

        return Configuration(placed, facts)
            .Concat(Count(placed, "input", placed.Action.InputArtifacts.Count, facts.Inputs))
            .Concat(Count(placed, "output", placed.Action.OutputArtifacts.Count, facts.Outputs))
            .Concat(Special(placed));
    }

    private static IEnumerable<Finding> Configuration(PlacedAction placed, ActionTypeFacts facts) =>
        from key in facts.Required
        where placed.Action.Configuration is not { } given || !given.ContainsKey(key)
        select new Finding(
            "ConfigurationMissing",
            $"The action '{placed.Action.Name}' ({placed.Action.ActionTypeId}) needs the configuration '{key}'.",
            $"{placed.Path}.Configuration['{key}']");

    private static IEnumerable<Finding> Count(PlacedAction placed, string kind, int count, (int Min, int Max) range)
    {
        if (count < range.Min || count > range.Max)
        {
            yield return new Finding(
                "InvalidArtifactCount",
                $"The action '{placed.Action.Name}' ({placed.Action.ActionTypeId}) has {count} {kind} artifacts; AWS takes {(range.Min == range.Max ? $"{range.Min}" : $"{range.Min} to {range.Max}")}.",
                placed.Path);
        }
    }

    private static IEnumerable<Finding> Special(PlacedAction placed)
    {
        var action = placed.Action;
        if (PipelineSource.IsConnectionSource(action))
        {
            return Source(placed);
        }

        if (action.ActionTypeId.Provider == "CodeBuild" && IsTrue(action, "CombineArtifacts") && !IsTrue(action, "BatchEnabled"))
        {
            return
            [
                new Finding(
                    "CombineArtifactsWithoutBatch",
                    $"The action '{action.Name}' combines the artifacts of a batch, and is none; set the configuration 'BatchEnabled' to true.",
                    placed.Path + ".Configuration['CombineArtifacts']"),
            ];
        }

        if (action.ActionTypeId.Provider == "CodeBuild" && action.InputArtifacts.Count > 1
            && (action.Configuration?.TryGetValue("PrimarySource", out var primary) != true || !action.InputArtifacts.Contains(primary)))
        {
            return
            [
                new Finding(
                    "PrimarySourceMissing",
                    $"The action '{action.Name}' has {action.InputArtifacts.Count} input artifacts; name the main one in the configuration 'PrimarySource'.",
                    placed.Path + ".Configuration['PrimarySource']"),
            ];
        }

        return [];
    }

    private static bool IsTrue(PipelineAction action, string key) =>
        action.Configuration is { } configuration && configuration.TryGetValue(key, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    // #{namespace.variable} is known when it runs.
    private static bool HasVariable(string value) => value.Contains("#{");

    private static IEnumerable<Finding> Source(PlacedAction placed)
    {
        var configuration = placed.Action.Configuration ?? new Dictionary<string, string>();
        if (configuration.TryGetValue("ConnectionArn", out var arn) && ConnectionRules.CheckArn(arn) is { } connection)
        {
            yield return new Finding(connection.Id, connection.Message, placed.Path + ".Configuration['ConnectionArn']");
        }

        if (configuration.TryGetValue("FullRepositoryId", out var id) && !HasVariable(id) && id.Trim('/').Split('/').Length < 2)
        {
            yield return new Finding(
                "InvalidRepositoryId", $"'{id}' is no repository; expected workspace/repository, such as example-ws/demo-repo.", placed.Path + ".Configuration['FullRepositoryId']");
        }

        if (configuration.TryGetValue("BranchName", out var name) && !HasVariable(name) && BranchRules.Parse(name, out _) is { } branch)
        {
            yield return new Finding(branch.Id, branch.Message, placed.Path + ".Configuration['BranchName']");
        }

        if (configuration.TryGetValue("DetectChanges", out var detects) && !bool.TryParse(detects, out _))
        {
            yield return new Finding("InvalidDetectChanges", $"DetectChanges is '{detects}'; use true or false.", placed.Path + ".Configuration['DetectChanges']");
        }

        if (configuration.TryGetValue("OutputArtifactFormat", out var format) && format is not ("CODE_ZIP" or "CODEBUILD_CLONE_REF"))
        {
            yield return new Finding(
                "InvalidOutputArtifactFormat", $"The output artifact format '{format}' is unknown; use CODE_ZIP or CODEBUILD_CLONE_REF.", placed.Path + ".Configuration['OutputArtifactFormat']");
        }
    }
}
