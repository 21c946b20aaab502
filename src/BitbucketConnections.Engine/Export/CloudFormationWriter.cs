using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes a CloudFormation template with one <c>AWS::CodePipeline::Pipeline</c>.</summary>
internal static class CloudFormationWriter
{
    private const string ResourceType = "AWS::CodePipeline::Pipeline";

    // Members of the API that the resource type does not have (AWS CloudFormation template reference, 2026-11).
    private static readonly (DeclarationPart Part, string Member)[] s_unsupported = [(DeclarationTable.Rule, "timeoutInMinutes")];

    public static PipelineExport Write(Pipeline pipeline, JsonObject declaration)
    {
        var left = new List<(string Path, JsonNode? Value)>();
        var properties = Pascal(DeclarationTable.Pipeline, declaration, string.Empty, left);
        if (pipeline.Tags is { Count: > 0 } tags)
        {
            properties["Tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);
        }

        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Resources"] = new JsonObject
            {
                [LogicalId(pipeline.Name)] = new JsonObject { ["Type"] = ResourceType, ["Properties"] = properties },
            },
        };
        return new PipelineExport
        {
            Text = YamlText.Write(template, left.Select(member => $"{ResourceType} does not support {member.Path}. The value: {member.Value?.ToJsonString()}").ToArray()),
            ResourceType = ResourceType,
            Unsupported = left.ConvertAll(member => member.Path),
        };
    }

    private static JsonObject Pascal(DeclarationPart part, JsonObject json, string path, List<(string Path, JsonNode? Value)> left, string prefix = "")
    {
        var properties = new JsonObject();
        foreach (var member in json)
        {
            var (name, place) = (prefix + member.Key, Join(path, member.Key));
            if (s_unsupported.Contains((part, name)))
            {
                left.Add((place, member.Value));
                continue;
            }

            properties[Name(member.Key)] = part.HasBelow(name)
                ? Pascal(part, (JsonObject)member.Value!, place, left, name + ".")
                : Value(part.Find(name), member.Value, place, left);
        }

        return properties;
    }

    private static JsonNode? Value(DeclarationMember? member, JsonNode? value, string path, List<(string Path, JsonNode? Value)> left) => member?.Kind switch
    {
        MemberKind.Part => Pascal(member.Part, (JsonObject)value!, path, left),
        MemberKind.Parts => new JsonArray([.. ((JsonArray)value!).Select((item, i) => Pascal(member.Part, (JsonObject)item!, Join(path, Name(item, i)), left))]),

        // The API has a map from Region to store. The resource type has a list of both.
        MemberKind.PartMap => new JsonArray([.. ((JsonObject)value!).Select(store => new JsonObject
        {
            ["Region"] = store.Key, ["ArtifactStore"] = Pascal(member.Part, (JsonObject)store.Value!, path, left),
        })]),

        // The keys of a map are user values, not AWS members.
        MemberKind.TextMap => value!.DeepClone(),
        _ => Pascal(value),
    };

    // Members without a row have the same name in PascalCase in the resource type, if they exist there.
    private static JsonNode? Pascal(JsonNode? value) => value switch
    {
        JsonObject json => new JsonObject(json.Select(member => new KeyValuePair<string, JsonNode?>(Name(member.Key), Pascal(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Pascal)]),
        _ => value?.DeepClone(),
    };

    private static string Name(string member) => member.Length == 0 ? member : char.ToUpperInvariant(member[0]) + member.Substring(1);

    // Stages, actions and rules have names. Conditions have none.
    private static string Name(JsonNode? item, int index) => (string?)item!["name"] ?? index.ToString(CultureInfo.InvariantCulture);

    // Logical ids contain only letters and digits.
    private static string LogicalId(string name)
    {
        var id = Regex.Replace(name, "[^A-Za-z0-9]", string.Empty);
        return id.Length == 0 ? "Pipeline" : char.IsDigit(id[0]) ? "Pipeline" + id : id;
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : path + "." + member;
}
