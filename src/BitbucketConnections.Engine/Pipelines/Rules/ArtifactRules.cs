using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks input and output artifacts (CodePipeline structure reference).</summary>
internal sealed class ArtifactRules : IPipelineRule
{
    private static readonly Regex s_name = new(@"^[a-zA-Z0-9_\-]{1,100}\z", RegexOptions.CultureInvariant);

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var producers = new Dictionary<string, PlacedAction>(StringComparer.Ordinal);
        foreach (var placed in InOrder(pipeline))
        {
            foreach (var output in placed.Action.OutputArtifacts)
            {
                if (!s_name.IsMatch(output.Name))
                {
                    yield return new Finding("InvalidArtifactName", $"The artifact name '{output.Name}' is not valid. Use 1 to 100 letters, digits or _ -.", placed.Path + ".OutputArtifacts");
                }
                else if (producers.TryGetValue(output.Name, out var other))
                {
                    yield return new Finding(
                        "DuplicateArtifactName",
                        $"The actions '{other.Action.Name}' and '{placed.Action.Name}' both have the output artifact '{output.Name}'. Output artifact names must be unique in a pipeline.",
                        placed.Path + ".OutputArtifacts");
                }
                else
                {
                    producers.Add(output.Name, placed);
                }
            }
        }

        foreach (var placed in PlacedAction.All(pipeline))
        {
            foreach (var finding in Inputs(placed, producers))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<PlacedAction> InOrder(Pipeline pipeline) =>
        PlacedAction.All(pipeline).OrderBy(a => a.StageIndex).ThenBy(a => a.RunOrder);

    private static IEnumerable<Finding> Inputs(PlacedAction placed, Dictionary<string, PlacedAction> producers)
    {
        foreach (var input in placed.Action.InputArtifacts)
        {
            if (!producers.TryGetValue(input, out var producer) || !IsBefore(producer, placed))
            {
                yield return new Finding(
                    "ArtifactNotProduced",
                    $"The action '{placed.Action.Name}' uses the input artifact '{input}', but no earlier action has this output artifact{Made(producers)}.",
                    placed.Path + ".InputArtifacts");
            }
            else if (PipelineSource.Of(producer.Action)?.IsFullClone == true && placed.Action.ActionTypeId.Provider != "CodeBuild")
            {
                yield return new Finding(
                    "FullCloneConsumer",
                    $"The action '{placed.Action.Name}' ({placed.Action.ActionTypeId}) uses the input artifact '{input}', a full clone that only CodeBuild can read. Use CODE_ZIP or a CodeBuild action.",
                    placed.Path + ".InputArtifacts");
            }
        }
    }

    private static string Made(Dictionary<string, PlacedAction> producers) =>
        producers.Count == 0 ? string.Empty : " (output artifacts: " + string.Join(", ", producers.Keys) + ")";

    private static bool IsBefore(PlacedAction producer, PlacedAction consumer) =>
        producer.StageIndex < consumer.StageIndex
        || (producer.StageIndex == consumer.StageIndex && producer.RunOrder < consumer.RunOrder);
}
