using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes a CloudFormation template with one <c>AWS::CodePipeline::Pipeline</c>.</summary>
internal static class CloudFormationWriter
{
    // Members of the API that the resource type does not have.
    private static readonly string[] s_unknownOfRules = ["timeoutInMinutes"];

    public static string Write(Pipeline pipeline, JsonObject declaration)
    {
        var left = new List<string>();
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
                [LogicalId(pipeline.Name)] = new JsonObject { ["Type"] = "AWS::CodePipeline::Pipeline", ["Properties"] = properties },
            },
        };
        return YamlText.Write(template, left.Select(path => $"AWS::CodePipeline::Pipeline does not support {path}, so it is omitted.").ToArray());
    }

    private static JsonObject Pascal(DeclarationPart part, JsonObject json, string path, List<string> left, string prefix = "")
    {
        var properties = new JsonObject();
        foreach (var member in json.Where(member => IsKnown(path, member.Key, left)))
        {
            var (name, place) = (prefix + member.Key, Join(path, member.Key));
            properties[Name(member.Key)] = part.HasBelow(name)
                ? Pascal(part, (JsonObject)member.Value!, place, left, name + ".")
                : Value(part.Find(name), member.Value, place, left);
        }

        return properties;
    }

    private static JsonNode? Value(DeclarationMember? member, JsonNode? value, string path, List<string> left) => member?.Kind switch
    {
        MemberKind.Part => Pascal(member.Part, (JsonObject)value!, path, left),
        MemberKind.Parts => new JsonArray([.. ((JsonArray)value!).Select(item => Pascal(member.Part, (JsonObject)item!, path, left))]),

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

    private static bool IsKnown(string path, string member, List<string> left)
    {
        var isKnown = !(path.EndsWith(".rules", System.StringComparison.Ordinal) && s_unknownOfRules.Contains(member));
        if (!isKnown && !left.Contains(Join(path, member)))
        {
            left.Add(Join(path, member));
        }

        return isKnown;
    }

    // Logical ids contain only letters and digits.
    private static string LogicalId(string name)
    {
        var id = Regex.Replace(name, "[^A-Za-z0-9]", string.Empty);
        return id.Length == 0 ? "Pipeline" : char.IsDigit(id[0]) ? "Pipeline" + id : id;
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : path + "." + member;
}
