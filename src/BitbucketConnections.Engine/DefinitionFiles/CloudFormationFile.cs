using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>Finds the pipeline in JSON of CloudFormation: a template, one of its resources, or the properties of a resource.</summary>
internal static class CloudFormationFile
{
    private const string Type = "AWS::CodePipeline::Pipeline";
    private const string Resources = "Resources";
    private const string Properties = "Properties";

    /// <summary>Gets the properties that have no counterpart in a declaration, and what to use for them.</summary>
    public static IReadOnlyDictionary<string, string> OwnProperties { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["RestartExecutionOnUpdate"] = "After a change, start an execution with Start-BitbucketPipeline.",
        ["DisableInboundStageTransitions"] = "Disable the transitions with Disable-BitbucketPipelineTransition.",
    };

    /// <summary>Determines whether JSON is a template, a resource, or an object with the properties of a resource.</summary>
    public static bool Is(JsonElement root) => root.ValueKind == JsonValueKind.Object
        && ((root.TryGetProperty(Resources, out var resources) && resources.ValueKind == JsonValueKind.Object)
            || (root.TryGetProperty(Properties, out var properties) && properties.ValueKind == JsonValueKind.Object));

    /// <summary>Finds the properties of the only pipeline.</summary>
    /// <param name="root">The JSON.</param>
    /// <param name="path">The path of the JSON.</param>
    /// <returns>What the file is, the properties, and their path.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: there is no pipeline, or several.</exception>
    public static (string What, JsonElement Properties, string Path) Find(JsonElement root, string path)
    {
        if (!root.TryGetProperty(Resources, out var resources) || resources.ValueKind != JsonValueKind.Object)
        {
            return root.TryGetProperty("Type", out _) && !IsPipeline(root)
                ? throw DefinitionFileErrors.Foreign("a CloudFormation resource of another type, not a pipeline")
                : ("a CloudFormation resource", root.GetProperty(Properties), $"{path}.{Properties}");
        }

        if (root.TryGetProperty("Transform", out _))
        {
            throw DefinitionFileErrors.Foreign("a CloudFormation template with a transform, which can change its resources", $"Deploy it with CloudFormation first, then get the definition with {DefinitionFileErrors.Commands()}.");
        }

        var pipelines = resources.EnumerateObject().Where(resource => IsPipeline(resource.Value)).ToList();
        return pipelines switch
        {
            [] => throw DefinitionFileErrors.Foreign($"a CloudFormation template without a resource of the type {Type}"),
            [var only] when only.Value.TryGetProperty("Condition", out _) => throw DefinitionFileErrors.Foreign(
                "a CloudFormation template whose pipeline has a condition, so it may not exist", $"Specify the properties of the resource alone. Or get the definition of a deployed pipeline with {DefinitionFileErrors.Commands()}."),
            [var only] when only.Value.TryGetProperty(Properties, out var properties) => ("a CloudFormation template", properties, $"{path}.{Resources}.{only.Name}.{Properties}"),
            [_] => throw DefinitionFileErrors.Foreign($"a CloudFormation template whose {Type} has no properties"),
            _ => throw DefinitionFileErrors.Foreign(
                $"a CloudFormation template with {pipelines.Count} pipelines",
                $"Specify a file with one pipeline: the resource or its properties alone. Or get the definition of a deployed pipeline with {DefinitionFileErrors.Commands()}."),
        };
    }

    /// <summary>Checks that no value is left to CloudFormation to compute.</summary>
    /// <param name="what">What the file is; null if it may not be of CloudFormation.</param>
    /// <param name="json">The properties.</param>
    /// <param name="path">The path of the properties.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: there is an intrinsic function or a dynamic reference.</exception>
    public static void CheckValues(string? what, JsonElement json, string path)
    {
        if (Computed(json, path, hasReferences: what is not null).FirstOrDefault() is { } first)
        {
            throw DefinitionFileErrors.Foreign(
                $"{what ?? "JSON"} with values that only CloudFormation computes, first at {first}",
                $"Deploy it with CloudFormation first, then get the definition with {DefinitionFileErrors.Commands()}.");
        }
    }

    private static bool IsPipeline(JsonElement resource) => resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("Type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == Type;

    // The parser limits the depth. The text of a dynamic reference can be in a parameter of an action, which CloudFormation resolves when the pipeline runs.
    private static IEnumerable<string> Computed(JsonElement json, string path, bool hasReferences) => json.ValueKind switch
    {
        JsonValueKind.String => hasReferences && Reference(json.GetString()!) is { } reference ? [$"{Shorten(path)} ({reference})"] : [],
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Computed(item, $"{path}[{i}]", hasReferences)),
        JsonValueKind.Object when json.EnumerateObject().Take(2).ToList() is [var only] && IsFunction(only.Name) => [$"{Shorten(path)} ({Shorten(only.Name)})"],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Computed(member.Value, $"{path}.{member.Name}", hasReferences)),
        _ => [],
    };

    // A template without Fn::Sub keeps ${AWS::Region} as text, which is never what its author meant. Other ${...} can be a variable of a shell.
    private static string? Reference(string text) => text.Contains("{{resolve:") ? "a dynamic reference" : text.Contains("${AWS::") ? "${AWS::...}, which requires Fn::Sub" : null;

    private static bool IsFunction(string name) => name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal);

    private static string Shorten(string path) => path.Length <= 200 ? path : path.Remove(200) + "…";
}
