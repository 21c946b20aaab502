using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines.Json;
using BitbucketConnections.Engine.Pipelines.Mapping;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Compares two definitions by what they mean: what AWS fills in by itself is no difference.</summary>
internal static class DefinitionComparer
{
    private static readonly Regex s_stage = new("^Stages\\[(\\d+)\\]", RegexOptions.CultureInvariant);

    public static IReadOnlyList<DefinitionDifference> Compare(Pipeline existing, Pipeline requested)
    {
        var before = Values(existing, requested);
        var after = Values(requested, requested);
        return before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(path => new DefinitionDifference
            {
                Path = path,
                Existing = before.TryGetValue(path, out var one) ? one : null,
                Requested = after.TryGetValue(path, out var other) ? other : null,
            })
            // What a hidden secret is can't be compared.
            .Where(difference => difference.Existing != difference.Requested && difference.Existing != HiddenSecret.Text)
            .Where(difference => StageOf(difference.Path) is not { } stage || stage < Math.Min(existing.Stages.Count, requested.Stages.Count))
            .Select(difference => new DefinitionDifference
            {
                Path = difference.Path,
                Existing = PathRedaction.Value(difference.Path, difference.Existing, ItemName(before, difference.Path)),
                Requested = PathRedaction.Value(difference.Path, difference.Requested, ItemName(after, difference.Path)),
            })
            .Concat(WholeStages(existing, requested))
            .ToList();
    }

    // Variables are found by their index here; the name beside the value says whether it is a secret.
    private static string? ItemName(Dictionary<string, string> values, string path) =>
        path.EndsWith("Value", StringComparison.Ordinal) && values.TryGetValue(path.Remove(path.LastIndexOf('.')) + ".Name", out var name) ? name : null;

    // A stage that only one of the two has is one difference, not one a member.
    private static IEnumerable<DefinitionDifference> WholeStages(Pipeline existing, Pipeline requested) =>
        from i in Enumerable.Range(0, Math.Max(existing.Stages.Count, requested.Stages.Count)).Skip(Math.Min(existing.Stages.Count, requested.Stages.Count))
        select new DefinitionDifference { Path = $"Stages[{i}]", Existing = Describe(existing, i), Requested = Describe(requested, i) };

    private static string? Describe(Pipeline pipeline, int stage) => stage < pipeline.Stages.Count
        ? $"stage {pipeline.Stages[stage].Name} with {string.Join(", ", pipeline.Stages[stage].Actions.Select(action => $"{action.Name} ({action.ActionTypeId.Provider})"))}"
        : null;

    private static int? StageOf(string path) => s_stage.Match(path) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, string> Values(Pipeline pipeline, Pipeline requested)
    {
        var declaration = DeclarationWriter.Write(pipeline);
        Normalize(declaration, pipeline.Region);
        LeaveOut(declaration, requested);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(PipelineJson.Tree(declaration), string.Empty, values, isMap: false);
        return values;
    }

    private static void Normalize(PipelineDeclaration declaration, string region)
    {
        declaration.Version = null;
        declaration.PipelineType ??= Amazon.CodePipeline.PipelineType.V2;
        declaration.ExecutionMode ??= Amazon.CodePipeline.ExecutionMode.SUPERSEDED;
        foreach (var action in Actions(declaration))
        {
            action.RunOrder ??= 1;
            action.Region = action.Region == region ? null : action.Region;
            foreach (var variable in action.EnvironmentVariables ?? [])
            {
                variable.Type ??= Amazon.CodePipeline.EnvironmentVariableType.PLAINTEXT;
            }

            if (action.ActionTypeId?.Provider == PipelineSource.Provider && action.Configuration is { } configuration)
            {
                NormalizeSource(action.Name!, configuration, declaration);
            }
        }
    }

    private static void NormalizeSource(string name, Dictionary<string, string> configuration, PipelineDeclaration declaration)
    {
        if (!configuration.ContainsKey("OutputArtifactFormat"))
        {
            configuration["OutputArtifactFormat"] = "CODE_ZIP";
        }

        // With a trigger of its own an action detects no other changes, whatever its setting says.
        var hasTrigger = declaration.Triggers?.Exists(trigger => trigger.GitConfiguration?.SourceActionName == name) == true;
        var detects = !configuration.TryGetValue("DetectChanges", out var value) || !value.Equals("false", StringComparison.OrdinalIgnoreCase);
        configuration["DetectChanges"] = detects && !hasTrigger ? "true" : "false";
    }

    // What the request leaves to a default is answered by whatever is there; AWS adds triggers of its own to a source that detects changes.
    private static void LeaveOut(PipelineDeclaration declaration, Pipeline requested)
    {
        if (requested.RoleArn is null)
        {
            declaration.RoleArn = null;
        }

        if (requested.ArtifactStore is null && requested.ArtifactStores is not { Count: > 0 })
        {
            declaration.ArtifactStore = null;
            declaration.ArtifactStores = null;
        }

        var detecting = PipelineSource.All(requested.Stages)
            .Where(source => source.DetectsChanges && !requested.Triggers.Any(t => t.SourceActionName == source.ActionName))
            .Select(source => source.ActionName).ToList();
        foreach (var source in detecting)
        {
            if (declaration.Triggers?.RemoveAll(trigger => trigger.GitConfiguration?.SourceActionName == source) > 0)
            {
                foreach (var action in Actions(declaration).Where(action => action.Name == source))
                {
                    action.Configuration!["DetectChanges"] = "true";
                }
            }
        }
    }

    private static IEnumerable<ActionDeclaration> Actions(PipelineDeclaration declaration) =>
        (declaration.Stages ?? []).SelectMany(stage => stage.Actions ?? []);

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> values, bool isMap)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Flatten(member.Value, MemberPath.Join(path, member.Name, isMap), values, !isMap && MemberPath.IsMap(member.Name));
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in element.EnumerateArray())
            {
                Flatten(item, $"{path}[{i++}]", values, isMap: false);
            }
        }
        else
        {
            values[path] = element.ToString();
        }
    }
}
