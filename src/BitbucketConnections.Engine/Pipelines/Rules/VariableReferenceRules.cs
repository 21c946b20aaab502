using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the references to variables in configurations, <c>#{namespace.name}</c>. AWS refuses a namespace that no action has, a variable of the
/// pipeline that is not declared, and variables of the pipeline in source actions (recorded 2026-09).
/// </summary>
internal sealed class VariableReferenceRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var variables = new HashSet<string>(pipeline.Variables.Select(variable => variable.Name), StringComparer.Ordinal);
        var namespaces = new HashSet<string>(PlacedAction.All(pipeline).Select(placed => placed.Action.Namespace).OfType<string>(), StringComparer.Ordinal) { VariableReference.ServiceNamespace };
        if (variables.Count > 0)
        {
            namespaces.Add(VariableReference.PipelineNamespace);
        }

        return from placed in PlacedAction.All(pipeline)
               from entry in placed.Action.Configuration ?? new Dictionary<string, string>()
               from reference in VariableReference.Find(entry.Value)
               let finding = Check(placed, entry.Key, reference, variables, namespaces)
               where finding is not null
               select finding;
    }

    private static Finding? Check(PlacedAction placed, string key, VariableReference reference, HashSet<string> variables, HashSet<string> namespaces)
    {
        var (place, path) = ($"The configuration key '{key}' of the action '{placed.Action.Name}'", $"{placed.Path}.Configuration['{key}']");
        if (!namespaces.Contains(reference.Namespace))
        {
            return new Finding(
                "UnknownVariableNamespace",
                reference.IsOfPipeline
                    ? $"{place} refers to {reference}, but the pipeline declares no variables. Declare the variable '{reference.Name}'."
                    : $"{place} refers to {reference}, but no action has the namespace '{reference.Namespace}'. Known namespaces: {string.Join(", ", namespaces.OrderBy(name => name, StringComparer.Ordinal))}.",
                path);
        }

        if (!reference.IsOfPipeline || variables.Count == 0)
        {
            return null;
        }

        if (placed.Action.ActionTypeId.Category == "Source")
        {
            return new Finding(
                "VariableInSourceAction",
                $"{place} refers to {reference}. AWS does not accept variables of the pipeline in source actions. Specify the value, or use -CommitId of Start-BitbucketPipeline to choose a revision for one execution.",
                path);
        }

        return variables.Contains(reference.Name) ? null : new Finding(
            "UndeclaredVariable",
            $"{place} refers to {reference}, which the pipeline does not declare. Its variables: {string.Join(", ", variables.OrderBy(name => name, StringComparer.Ordinal))}.",
            path);
    }
}
