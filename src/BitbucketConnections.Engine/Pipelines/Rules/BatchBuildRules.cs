using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the configuration of CodeBuild in actions and in rules: batch builds, and the main one of several input artifacts (CodePipeline user guide).</summary>
internal sealed class BatchBuildRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) =>
        (from placed in PlacedAction.All(pipeline)
         where placed.Action.ActionTypeId.Provider == "CodeBuild"
         from finding in Check($"The action '{placed.Action.Name}'", placed.Action.Configuration, placed.Action.InputArtifacts, placed.Path)
         select finding).Concat(
         from placed in PlacedRule.All(pipeline)
         where placed.Rule.RuleTypeId.Provider == "CodeBuild"
         from finding in Check($"The rule '{placed.Rule.Name}' of the stage '{placed.Stage.Name}'", placed.Rule.Configuration, placed.Rule.InputArtifacts ?? [], placed.Path)
         select finding);

    private static IEnumerable<Finding> Check(string what, IReadOnlyDictionary<string, string>? configuration, IReadOnlyList<string> inputs, string path)
    {
        if (IsTrue(configuration, "CombineArtifacts") && !IsTrue(configuration, "BatchEnabled"))
        {
            yield return new Finding(
                "CombineArtifactsWithoutBatch",
                $"{what} combines the artifacts of a batch build, but is not a batch build. Set the configuration key 'BatchEnabled' to true.",
                $"{path}.Configuration['CombineArtifacts']")
            { IsWarning = true };
        }

        if (inputs.Count > 1 && (configuration?.TryGetValue("PrimarySource", out var primary) != true || !inputs.Contains(primary)))
        {
            yield return new Finding(
                "PrimarySourceMissing",
                $"{what} has {inputs.Count} input artifacts. Set the configuration key 'PrimarySource' to the main one.",
                $"{path}.Configuration['PrimarySource']")
            { IsWarning = true };
        }
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string>? configuration, string key) =>
        configuration is not null && configuration.TryGetValue(key, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
