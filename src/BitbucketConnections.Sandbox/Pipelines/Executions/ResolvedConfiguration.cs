using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Replaces variables in the configuration of an action that starts. Unknown variables are unchanged.</summary>
internal static class ResolvedConfiguration
{
    /// <summary>Resolves a configuration.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="action">The action.</param>
    /// <returns>The configuration with the values of its variables.</returns>
    public static JsonObject Of(ExecutionRecord execution, DeclaredAction action)
    {
        var resolved = new JsonObject();
        foreach (var key in action.ConfigurationKeys)
        {
            resolved[key] = VariableReference.Resolve(action.Configuration(key)!, reference => ValueOf(execution, reference));
        }

        return resolved;
    }

    private static string? ValueOf(ExecutionRecord execution, VariableReference reference) => reference switch
    {
        { Namespace: VariableReference.ServiceNamespace, Name: "PipelineExecutionId" } => execution.Id,
        { IsOfPipeline: true } when execution.Declaration.Variables.Any() => execution.ValueOf(reference.Name),
        _ => OutputOf(execution, reference),
    };

    // A rollback has the output variables of its target.
    private static string? OutputOf(ExecutionRecord execution, VariableReference reference) =>
        execution.Stages.SelectMany(stage => stage.Actions)
            .Where(action => action.Declared.Namespace == reference.Namespace)
            .SelectMany(action => action.OutputVariables)
            .Where(variable => variable.Key == reference.Name)
            .Select(variable => variable.Value)
            .LastOrDefault()
            ?? (execution.RollbackTarget is { } target ? OutputOf(target, reference) : null);
}
