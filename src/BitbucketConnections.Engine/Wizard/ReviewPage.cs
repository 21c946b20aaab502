using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>Builds the lines of the console's review page, in the order of its steps.</summary>
internal static class ReviewPage
{
    public static IEnumerable<string> Lines(Pipeline definition, IReadOnlyList<string> roles, IReadOnlyList<string> stores)
    {
        yield return $"Pipeline name: {definition.Name} ({definition.Region})";
        yield return $"Pipeline type: {definition.PipelineType ?? "V2"}";
        yield return $"Execution mode: {definition.ExecutionMode ?? "SUPERSEDED"}";
        foreach (var line in roles)
        {
            yield return line;
        }

        foreach (var store in stores)
        {
            yield return $"Artifact location: {store}";
        }

        foreach (var variable in definition.Variables)
        {
            yield return $"Variable: {variable.Name} = {Redaction.Value(variable.Name, variable.DefaultValue) ?? "(required for each execution)"}";
        }

        foreach (var trigger in Triggers(definition))
        {
            yield return trigger;
        }

        for (var s = 0; s < definition.Stages.Count; s++)
        {
            yield return $"Stage {s + 1}: {definition.Stages[s].Name}{OnFailure(definition.Stages[s])}";
            foreach (var line in Conditions(definition.Stages[s]))
            {
                yield return line;
            }

            foreach (var action in definition.Stages[s].Actions)
            {
                yield return $"  {action.Name} ({action.ActionTypeId}){Where(action, definition)}{Artifacts(action)}";
                if (action.RoleArn is { } role)
                {
                    yield return $"    Role: {role}";
                }

                foreach (var command in action.Commands ?? [])
                {
                    yield return $"    Command: {Redaction.Command(command)}";
                }

                foreach (var variable in action.EnvironmentVariables ?? [])
                {
                    yield return $"    Environment variable: {variable.Name} = {(variable.Type == "SECRETS_MANAGER" ? $"{variable.Value} (SECRETS_MANAGER)" : Redaction.Value(variable.Name, variable.Value))}";
                }

                if (action.OutputVariables is { Count: > 0 } outputs)
                {
                    yield return $"    Output variables: {string.Join(", ", outputs)}";
                }

                foreach (var file in action.OutputArtifacts.SelectMany(artifact => artifact.Files ?? []))
                {
                    yield return $"    Output file: {file}";
                }

                foreach (var setting in action.Configuration ?? new Dictionary<string, string>())
                {
                    yield return $"    {setting.Key}: {Redaction.Value(setting.Key, setting.Value)}";
                }
            }
        }

        foreach (var tag in definition.Tags ?? new Dictionary<string, string>())
        {
            yield return $"Tag: {tag.Key} = {Redaction.Value(tag.Key, tag.Value)}";
        }
    }

    private static IEnumerable<string> Conditions(PipelineStage stage) =>
        from gate in new[] { ("Before entry", stage.BeforeEntry?.Conditions, "FAIL"), ("On success", stage.OnSuccess?.Conditions, "FAIL"), ("On failure", stage.OnFailure?.Conditions, "ROLLBACK") }
        from condition in gate.Item2 ?? []
        from line in condition.Rules.SelectMany(Rule).Prepend($"  {gate.Item1}: {condition.Result ?? gate.Item3} if {(gate.Item1 == "On failure" ? "all rules succeed" : "a rule fails")}")
        select line;

    private static IEnumerable<string> Rule(StageRule rule) =>
    [
        $"    Rule {rule.Name} ({rule.RuleTypeId.Provider})",
        .. rule.RoleArn is { } role ? [$"      Role: {role}"] : Array.Empty<string>(),
        .. (rule.Commands ?? []).Select(command => $"      Command: {Redaction.Command(command)}"),
        .. (rule.Configuration ?? new Dictionary<string, string>()).Select(setting => $"      {setting.Key}: {Redaction.Value(setting.Key, setting.Value)}"),
    ];

    private static string OnFailure(PipelineStage stage) => stage.OnFailure?.Result is { } result
        ? $" (if it fails: {result}{(stage.OnFailure.RetryMode is { } mode ? " " + mode : string.Empty)})"
        : string.Empty;

    private static IEnumerable<string> Triggers(Pipeline definition)
    {
        foreach (var trigger in definition.Triggers)
        {
            foreach (var push in trigger.Push ?? [])
            {
                yield return $"Trigger: push to {trigger.SourceActionName}: "
                    + Joined(("tags", push.Tags), ("branches", push.Branches), ("file paths", push.FilePaths));
            }

            foreach (var request in trigger.PullRequest ?? [])
            {
                var events = request.Events is { Count: > 0 } given ? string.Join(", ", given) : "any event";
                yield return $"Trigger: pull request of {trigger.SourceActionName} ({events}): "
                    + Joined(("branches", request.Branches), ("file paths", request.FilePaths));
            }
        }
    }

    private static string Joined(params (string Name, TriggerPatterns? Patterns)[] filters) =>
        string.Join("; ", filters.Where(f => f.Patterns is not null).Select(f => f.Name + Patterns("", f.Patterns!.Includes) + Patterns("not ", f.Patterns.Excludes)));

    private static string Patterns(string prefix, IReadOnlyList<string>? patterns) =>
        patterns is { Count: > 0 } ? $" {prefix}{string.Join(", ", patterns)}" : string.Empty;

    private static string Where(PipelineAction action, Pipeline definition) =>
        action.Region is { } region && region != definition.Region ? $" in {region}" : string.Empty;

    private static string Artifacts(PipelineAction action)
    {
        var inputs = action.InputArtifacts.Count == 0 ? string.Empty : " takes " + string.Join(", ", action.InputArtifacts);
        return action.OutputArtifacts.Count == 0 ? inputs : inputs + " makes " + string.Join(", ", action.OutputArtifacts.Select(o => o.Name));
    }
}
