using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes a CloudFormation template with one <c>AWS::CodePipeline::Pipeline</c>.</summary>
internal static class CloudFormationWriter
{
    // Members of the API that the resource type does not have.
    private static readonly string[] s_unknownOfRules = ["timeoutInMinutes"];

    public static string Write(Pipeline pipeline, JsonObject declaration)
    {
        var left = new List<string>();
        var properties = (JsonObject)Pascal(declaration, string.Empty, left)!;
        if (pipeline.Tags is { Count: > 0 } tags)
        {
            properties["Tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);
        }

        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Resources"] = new JsonObject
            {
                [LogicalId(pipeline.Name)] = new JsonObject { ["Type"] = "AWS::CodePipeline::Pipeline", ["Properties"] = properties },
            },
        };
        return YamlText.Write(template, left.Select(path => $"AWS::CodePipeline::Pipeline has no {path}; it is left out.").ToArray());
    }

    private static JsonNode? Pascal(JsonNode? node, string path, List<string> left) => node switch
    {
        JsonObject part => new JsonObject(part.Where(member => IsKnown(path, member.Key, left)).Select(member => new KeyValuePair<string, JsonNode?>(
            char.ToUpperInvariant(member.Key[0]) + member.Key.Substring(1),
            Member(member, path, left)))),
        JsonArray list => new JsonArray([.. list.Select(item => Pascal(item, path, left))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Member(KeyValuePair<string, JsonNode?> member, string path, List<string> left) => member.Key switch
    {
        // Its keys are values of users, not members of AWS.
        "configuration" => member.Value!.DeepClone(),

        // The API has a map from Region to store, the resource a list of both.
        "artifactStores" => new JsonArray([.. ((JsonObject)member.Value!).Select(store => new JsonObject
        {
            ["Region"] = store.Key, ["ArtifactStore"] = Pascal(store.Value, Join(path, member.Key), left),
        })]),
        _ => Pascal(member.Value, Join(path, member.Key), left),
    };

    private static bool IsKnown(string path, string member, List<string> left)
    {
        var isKnown = !(path.EndsWith(".rules", System.StringComparison.Ordinal) && s_unknownOfRules.Contains(member));
        if (!isKnown && !left.Contains(Join(path, member)))
        {
            left.Add(Join(path, member));
        }

        return isKnown;
    }

    // Logical ids are of letters and digits alone.
    private static string LogicalId(string name)
    {
        var id = Regex.Replace(name, "[^A-Za-z0-9]", string.Empty);
        return id.Length == 0 ? "Pipeline" : char.IsDigit(id[0]) ? "Pipeline" + id : id;
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : path + "." + member;
}
