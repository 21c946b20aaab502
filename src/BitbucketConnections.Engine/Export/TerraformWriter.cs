using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes an <c>aws_codepipeline</c> resource. If the provider's schema does not support a member of the API, a comment
/// contains it, so nothing is lost silently.
/// </summary>
internal sealed class TerraformWriter
{
    private const string ResourceType = "aws_codepipeline";

    // Members of the API that the provider's schema does not have (provider 6.62).
    private static readonly string[] s_unknown = ["blockers", "environmentVariables"];
    private readonly HclText _hcl = new();
    private readonly List<string> _commented = [];

    public static PipelineExport Write(Pipeline pipeline, JsonObject declaration)
    {
        var writer = new TerraformWriter();
        writer._hcl.Block($"resource \"{ResourceType}\" {HclText.Quote(Label(pipeline.Name))}", () => writer.Resource(pipeline, declaration));
        return new PipelineExport { Text = writer._hcl.ToString(), ResourceType = ResourceType, Unsupported = writer._commented.Distinct().ToList() };
    }

    private void Resource(Pipeline pipeline, JsonObject declaration)
    {
        Part(DeclarationTable.Pipeline, declaration);
        if (pipeline.Tags is { Count: > 0 } tags)
        {
            _hcl.Blank();
            Map("tags", tags);
        }
    }

    // HCL convention: attributes first, then blocks.
    private void Part(DeclarationPart part, JsonObject json, string prefix = "")
    {
        foreach (var member in json.Where(member => !part.HasBelow(prefix + member.Key)))
        {
            Attribute(part.Find(prefix + member.Key), member.Key, member.Value!, json);
        }

        foreach (var member in json)
        {
            if (part.HasBelow(prefix + member.Key))
            {
                Block(Snake(member.Key), () => Part(part, (JsonObject)member.Value!, prefix + member.Key + "."));
            }
            else if (part.Find(prefix + member.Key) is { } known && !s_unknown.Contains(known.Name))
            {
                Blocks(known, member.Value!, json);
            }
        }
    }

    private void Attribute(DeclarationMember? member, string name, JsonNode value, JsonObject parent)
    {
        switch (member?.Kind)
        {
            case null:
                NotKnown(name, value);
                break;
            case MemberKind.Text or MemberKind.Enumeration:
                _hcl.Attribute(Snake(name), HclText.Quote((string)value!));
                break;
            case MemberKind.Number:
                _hcl.Attribute(Snake(name), value.ToJsonString());
                break;
            case MemberKind.Texts:
                List(name, ((JsonArray)value).Select(item => (string)item!));
                break;
            case MemberKind.Names:
                List(name, Names((JsonArray)value));
                break;
            case MemberKind.TextMap:
                Map(Snake(name), ((JsonObject)value).Select(entry => new KeyValuePair<string, string>(entry.Key, (string)entry.Value!)));
                break;
            case MemberKind.Part when name == "actionTypeId":
                Part(member.Part, (JsonObject)value);
                break;
            case MemberKind.Parts when name == "outputArtifacts" && !IsCompute(parent):
                Outputs((JsonArray)value);
                break;
            case MemberKind.Parts when s_unknown.Contains(name):
                NotKnown(name, value);
                break;
        }
    }

    private void Blocks(DeclarationMember member, JsonNode value, JsonObject parent)
    {
        switch (member.Kind)
        {
            case MemberKind.Part when member.Name != "actionTypeId":
                Block(Snake(member.Name), () => Part(member.Part, (JsonObject)value));
                break;
            case MemberKind.PartMap:
                Stores(member.Part, (JsonObject)value);
                break;
            case MemberKind.Parts when member.Name == "outputArtifacts":
                if (IsCompute(parent))
                {
                    Each(value, "output_artifacts_for_compute_action", member.Part);
                }

                break;
            case MemberKind.Parts:
                Each(value, Snake(member.Name).TrimEnd('s'), member.Part);
                break;
        }
    }

    // The provider rejects a Region if there is only one store.
    private void Stores(DeclarationPart part, JsonObject stores)
    {
        foreach (var store in stores)
        {
            Block("artifact_store", () =>
            {
                if (stores.Count > 1)
                {
                    _hcl.Attribute("region", HclText.Quote(store.Key));
                }

                Part(part, (JsonObject)store.Value!);
            });
        }
    }

    // The provider reads artifact blocks only for Compute actions, and artifact names for all other actions.
    private static bool IsCompute(JsonObject action) => (string?)action["actionTypeId"]?["category"] == "Compute";

    private void Outputs(JsonArray artifacts)
    {
        List("outputArtifacts", Names(artifacts));
        foreach (var artifact in artifacts.OfType<JsonObject>().Where(artifact => artifact["files"] is not null))
        {
            _commented.Add($"files of {artifact["name"]}");
            _hcl.Comment($"{ResourceType} supports files of output artifacts only for Compute actions. The files of {artifact["name"]}: {artifact["files"]!.ToJsonString()}");
        }
    }

    private void Each(JsonNode list, string block, DeclarationPart part)
    {
        foreach (var item in ((JsonArray)list).OfType<JsonObject>())
        {
            Block(block, () => Part(part, item));
        }
    }

    private void Block(string name, Action content)
    {
        _hcl.Blank();
        _hcl.Block(name, content);
    }

    private void List(string member, IEnumerable<string> items) => _hcl.Attribute(Snake(member), $"[{string.Join(", ", items.Select(HclText.Quote))}]");

    private IEnumerable<string> Names(JsonArray items)
    {
        foreach (var item in items.OfType<JsonObject>())
        {
            foreach (var other in item.Where(other => other.Key is not "name" and not "files"))
            {
                _commented.Add($"{Snake(other.Key)} of {item["name"]}");
                _hcl.Comment($"{ResourceType} does not support {_commented[_commented.Count - 1]}. The value: {other.Value!.ToJsonString()}");
            }
        }

        return items.OfType<JsonObject>().Select(item => (string)item["name"]!);
    }

    private void Map(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        var all = values.ToList();
        if (all.Count == 0)
        {
            _hcl.Attribute(name, "{}");
            return;
        }

        _hcl.Block(name + " =", () => all.ForEach(entry => _hcl.Attribute(HclText.Key(entry.Key), HclText.Quote(entry.Value))));
    }

    private void NotKnown(string member, JsonNode value)
    {
        _commented.Add(Snake(member));
        _hcl.Comment($"{ResourceType} does not support {Snake(member)}. The value: {value.ToJsonString()}");
    }

    private static string Snake(string member) => Regex.Replace(member, "[A-Z]", match => "_" + match.Value.ToLowerInvariant());

    // Labels start with a letter and contain letters, digits, - and _.
    private static string Label(string name)
    {
        var label = Regex.Replace(name, "[^A-Za-z0-9_-]", "_");
        return label.Length > 0 && char.IsLetter(label[0]) ? label : "pipeline_" + label;
    }
}
