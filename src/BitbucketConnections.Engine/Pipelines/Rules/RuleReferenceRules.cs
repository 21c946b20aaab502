using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks what the rules of stage conditions refer to: variables and input artifacts of actions that ran before the condition. AWS's refusals were
/// recorded for actions only, so these are warnings.
/// </summary>
internal sealed class RuleReferenceRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var actions = PlacedAction.All(pipeline).ToList();
        return PlacedRule.All(pipeline).SelectMany(placed => Variables(placed, pipeline, actions).Concat(Artifacts(placed, actions)));
    }

    private static IEnumerable<Finding> Variables(PlacedRule placed, Pipeline pipeline, List<PlacedAction> actions)
    {
        var texts = placed.Configuration.Select(entry => (What: $"The configuration key '{entry.Key}'", Text: entry.Value, Path: $"{placed.Path}.Configuration['{entry.Key}']"))
            .Concat((placed.Rule.Commands ?? []).Select((command, c) => (What: "A command", Text: command, Path: $"{placed.Path}.Commands[{c}]")));
        return from text in texts
               from reference in VariableReference.Find(text.Text)
               let problem = reference.IsOfPipeline ? OfPipeline(reference, pipeline) : OfAction(reference, placed, actions)
               where problem is not null
               let message = $"{text.What} of the rule '{placed.Rule.Name}' of the stage '{placed.Stage.Name}' refers to {reference}, {problem.Value.Text}"
               select Warning(problem.Value.Id, message, text.Path);
    }

    private static (string Id, string Text)? OfPipeline(VariableReference reference, Pipeline pipeline) =>
        pipeline.Variables.Count == 0 ? ("UnknownVariableNamespace", $"but the pipeline declares no variables. Declare the variable '{reference.Name}'.")
        : pipeline.Variables.All(variable => variable.Name != reference.Name) ? ("UndeclaredVariable", $"which the pipeline does not declare. Its variables: {List(pipeline.Variables.Select(variable => variable.Name))}.")
        : null;

    private static (string Id, string Text)? OfAction(VariableReference reference, PlacedRule placed, List<PlacedAction> actions)
    {
        var earlier = actions.Where(action => action.StageIndex < placed.FirstLaterStage).Select(action => action.Action.Namespace).OfType<string>().Append(VariableReference.ServiceNamespace).ToList();
        if (earlier.Contains(reference.Namespace))
        {
            return null;
        }

        var later = actions.FirstOrDefault(action => action.Action.Namespace == reference.Namespace);
        var cause = later.Action is null
            ? $"but no action has the namespace '{reference.Namespace}'"
            : $"but the action '{later.Action.Name}' of the stage '{later.Stage.Name}', which has this namespace, runs after the condition";
        return ("UnknownVariableNamespace", $"{cause}. Namespaces known to the condition: {List(earlier)}.");
    }

    private static IEnumerable<Finding> Artifacts(PlacedRule placed, List<PlacedAction> actions)
    {
        foreach (var input in placed.Rule.InputArtifacts ?? [])
        {
            var producers = actions.Where(action => action.StageIndex < placed.FirstLaterStage).ToList();
            var producer = producers.FirstOrDefault(action => action.Action.OutputArtifacts.Any(output => output.Name == input));
            if (producer.Action is null)
            {
                var names = producers.SelectMany(action => action.Action.OutputArtifacts).Select(output => output.Name).ToList();
                yield return Warning(
                    "ArtifactNotProduced",
                    $"The rule '{placed.Rule.Name}' of the stage '{placed.Stage.Name}' uses the input artifact '{input}', but no earlier action has this output artifact{(names.Count == 0 ? string.Empty : $" (output artifacts: {List(names)})")}.",
                    placed.Path + ".InputArtifacts");
            }
            else if (PipelineSource.Of(producer.Action)?.IsFullClone == true && placed.Rule.RuleTypeId.Provider != "CodeBuild")
            {
                yield return Warning(
                    "FullCloneConsumer",
                    $"The rule '{placed.Rule.Name}' ({placed.Rule.RuleTypeId}) of the stage '{placed.Stage.Name}' uses the input artifact '{input}', a full clone that only CodeBuild can read. Use CODE_ZIP or a CodeBuild rule.",
                    placed.Path + ".InputArtifacts");
            }
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal));

    private static Finding Warning(string id, string message, string path) => new(id, message, path) { IsWarning = true };
}
