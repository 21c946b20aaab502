using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Compares the meaning of two definitions. Defaults that AWS adds are not differences.</summary>
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
            // The value of a hidden secret can't be compared.
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

    // Variables have an index here. The name next to the value determines whether it is a secret.
    private static string? ItemName(Dictionary<string, string> values, string path) =>
        path.EndsWith("Value", StringComparison.Ordinal) && values.TryGetValue(path.Remove(path.LastIndexOf('.')) + ".Name", out var name) ? name : null;

    // A stage that exists in only one definition is one difference, not one per member.
    private static IEnumerable<DefinitionDifference> WholeStages(Pipeline existing, Pipeline requested) =>
        from i in Enumerable.Range(0, Math.Max(existing.Stages.Count, requested.Stages.Count)).Skip(Math.Min(existing.Stages.Count, requested.Stages.Count))
        select new DefinitionDifference { Path = $"Stages[{i}]", Existing = Describe(existing, i), Requested = Describe(requested, i) };

    private static string? Describe(Pipeline pipeline, int stage) => stage < pipeline.Stages.Count
        ? $"stage {pipeline.Stages[stage].Name} with {string.Join(", ", pipeline.Stages[stage].Actions.Select(action => $"{action.Name} ({action.ActionTypeId.Provider})"))}"
        : null;

    private static int? StageOf(string path) => s_stage.Match(path) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, string> Values(Pipeline pipeline, Pipeline requested)
    {
        var declaration = RecordWriter.Write(pipeline);
        Normalize(declaration, pipeline.Region);
        LeaveOut(declaration, requested);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(declaration, string.Empty, values, isMap: false);
        return values;
    }

    private static void Normalize(JsonObject declaration, string region)
    {
        declaration.Remove("version");
        declaration["pipelineType"] ??= "V2";
        declaration["executionMode"] ??= "SUPERSEDED";
        foreach (var action in Actions(declaration))
        {
            action["runOrder"] ??= 1;
            if ((string?)action["region"] == region)
            {
                action.Remove("region");
            }

            foreach (var variable in Objects(action["environmentVariables"]))
            {
                variable["type"] ??= "PLAINTEXT";
            }

            if (PipelineDocument.IsConnectionSource(action) && action["configuration"] is JsonObject configuration)
            {
                NormalizeSource(PipelineDocument.NameOf(action), configuration, declaration);
            }
        }
    }

    private static void NormalizeSource(string name, JsonObject configuration, JsonObject declaration)
    {
        configuration["OutputArtifactFormat"] ??= "CODE_ZIP";

        // An action with its own trigger detects no other changes, even if DetectChanges is true.
        var hasTrigger = Objects(declaration["triggers"]).Any(trigger => PipelineDocument.SourceOf(trigger) == name);
        var detects = ((string?)configuration["DetectChanges"])?.Equals("false", StringComparison.OrdinalIgnoreCase) != true;
        configuration["DetectChanges"] = detects && !hasTrigger ? "true" : "false";
    }

    // Omitted settings match any existing value. AWS adds its own triggers to a source that detects changes.
    private static void LeaveOut(JsonObject declaration, Pipeline requested)
    {
        if (requested.RoleArn is null)
        {
            declaration.Remove("roleArn");
        }

        if (requested.ArtifactStore is null && requested.ArtifactStores is not { Count: > 0 })
        {
            declaration.Remove("artifactStore");
            declaration.Remove("artifactStores");
        }

        var detecting = PipelineSource.All(requested.Stages)
            .Where(source => source.DetectsChanges && !requested.Triggers.Any(t => t.SourceActionName == source.ActionName))
            .Select(source => source.ActionName).ToList();
        foreach (var trigger in Objects(declaration["triggers"]).Where(trigger => detecting.Contains(PipelineDocument.SourceOf(trigger) ?? string.Empty)).ToList())
        {
            declaration["triggers"]!.AsArray().Remove(trigger);
            foreach (var action in Actions(declaration).Where(action => PipelineDocument.NameOf(action) == PipelineDocument.SourceOf(trigger)))
            {
                PipelineDocument.ConfigurationOf(action)["DetectChanges"] = "true";
            }
        }
    }

    private static IEnumerable<JsonObject> Actions(JsonObject declaration) => Objects(declaration["stages"]).SelectMany(PipelineDocument.Actions);

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string> values, bool isMap)
    {
        if (node is JsonObject part)
        {
            foreach (var member in part)
            {
                Flatten(member.Value, MemberPath.Join(path, member.Key, isMap), values, !isMap && MemberPath.IsMap(member.Key));
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var (item, i) in list.Select((item, i) => (item, i)))
            {
                Flatten(item, $"{path}[{i}]", values, isMap: false);
            }
        }
        else
        {
            values[path] = node?.ToString() ?? "null";
        }
    }
}
