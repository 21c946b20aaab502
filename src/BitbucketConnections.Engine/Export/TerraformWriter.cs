using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes a resource <c>aws_codepipeline</c>. Where the provider's schema has no place for a member of the API, a comment
/// has it, so that nothing is lost without a word.
/// </summary>
internal sealed class TerraformWriter
{
    private readonly HclText _hcl = new();

    public static string Write(Pipeline pipeline, JsonObject declaration)
    {
        var writer = new TerraformWriter();
        writer._hcl.Block($"resource \"aws_codepipeline\" {HclText.Quote(Label(pipeline.Name))}", () => writer.Resource(pipeline, declaration));
        return writer._hcl.ToString();
    }

    private void Resource(Pipeline pipeline, JsonObject declaration)
    {
        Texts(declaration, "name", "roleArn", "pipelineType", "executionMode");
        if (declaration["artifactStore"] is JsonObject store)
        {
            Store(store, null);
        }

        // The provider refuses a Region when there is one store only.
        var stores = declaration["artifactStores"] as JsonObject ?? [];
        foreach (var entry in stores)
        {
            Store((JsonObject)entry.Value!, stores.Count > 1 ? entry.Key : null);
        }

        Each(declaration, "stages", stage => Block("stage", () => Stage(stage)));
        Each(declaration, "triggers", trigger => Block("trigger", () => Trigger(trigger)));
        Each(declaration, "variables", variable => Block("variable", () => Texts(variable, "name", "defaultValue", "description")));
        if (pipeline.Tags is { Count: > 0 } tags)
        {
            _hcl.Blank();
            Map("tags", tags);
        }
    }

    private void Store(JsonObject store, string? region) => Block("artifact_store", () =>
    {
        Texts(store, "location", "type");
        if (region is not null)
        {
            _hcl.Attribute("region", HclText.Quote(region));
        }

        if (store["encryptionKey"] is JsonObject key)
        {
            Block("encryption_key", () => Texts(key, "id", "type"));
        }
    });

    private void Stage(JsonObject stage)
    {
        Texts(stage, "name");
        NotKnown(stage, "blockers");
        Each(stage, "actions", action => Block("action", () => Action(action)));
        if (stage["onFailure"] is JsonObject failure)
        {
            Block("on_failure", () =>
            {
                Texts(failure, "result");
                if (failure["retryConfiguration"] is JsonObject retry)
                {
                    Block("retry_configuration", () => Texts(retry, "retryMode"));
                }

                Conditions(failure);
            });
        }

        foreach (var (member, block) in new[] { ("onSuccess", "on_success"), ("beforeEntry", "before_entry") })
        {
            if (stage[member] is JsonObject gate)
            {
                Block(block, () => Conditions(gate));
            }
        }
    }

    private void Conditions(JsonObject gate) => Each(gate, "conditions", condition => Block("condition", () =>
    {
        Texts(condition, "result");
        Each(condition, "rules", rule => Block("rule", () => Rule(rule)));
    }));

    private void Rule(JsonObject rule)
    {
        Texts(rule, "name");
        Block("rule_type_id", () => Texts((JsonObject)rule["ruleTypeId"]!, "category", "owner", "provider", "version"));
        Configuration(rule);
        List(rule, "commands", "commands");
        Names(rule, "inputArtifacts", "input_artifacts");
        Texts(rule, "roleArn", "region");
        Number(rule, "timeoutInMinutes");
    }

    private void Action(JsonObject action)
    {
        Texts(action, "name");
        Texts((JsonObject)action["actionTypeId"]!, "category", "owner", "provider", "version");
        Number(action, "runOrder");
        Texts(action, "namespace", "region", "roleArn");
        Names(action, "inputArtifacts", "input_artifacts");
        Number(action, "timeoutInMinutes");
        Configuration(action);
        List(action, "commands", "commands");
        List(action, "outputVariables", "output_variables");
        NotKnown(action, "environmentVariables");
        Outputs(action);
    }

    // The provider reads the names of all actions but those of the category Compute, and the blocks of these alone.
    private void Outputs(JsonObject action)
    {
        if ((string?)action["actionTypeId"]!["category"] == "Compute")
        {
            Each(action, "outputArtifacts", artifact => Block("output_artifacts_for_compute_action", () =>
            {
                Texts(artifact, "name");
                List(artifact, "files", "files");
            }));
            return;
        }

        Names(action, "outputArtifacts", "output_artifacts");
        foreach (var artifact in Objects(action, "outputArtifacts").Where(artifact => artifact["files"] is not null))
        {
            _hcl.Comment($"aws_codepipeline has files of output artifacts for Compute actions only; {artifact["name"]} has: {artifact["files"]!.ToJsonString()}");
        }
    }

    private void Trigger(JsonObject trigger)
    {
        Texts(trigger, "providerType");
        var git = (JsonObject)trigger["gitConfiguration"]!;
        Block("git_configuration", () =>
        {
            Texts(git, "sourceActionName");
            Each(git, "push", filter => Block("push", () => Filter(filter, "tags", "branches", "filePaths")));
            Each(git, "pullRequest", filter => Block("pull_request", () =>
            {
                List(filter, "events", "events");
                Filter(filter, "branches", "filePaths");
            }));
        });
    }

    private void Filter(JsonObject filter, params string[] members)
    {
        foreach (var member in members)
        {
            if (filter[member] is JsonObject patterns)
            {
                Block(Snake(member), () =>
                {
                    List(patterns, "includes", "includes");
                    List(patterns, "excludes", "excludes");
                });
            }
        }
    }

    private void Block(string name, Action content)
    {
        _hcl.Blank();
        _hcl.Block(name, content);
    }

    private void Texts(JsonObject part, params string[] members)
    {
        foreach (var member in members.Where(member => part[member] is not null))
        {
            _hcl.Attribute(Snake(member), HclText.Quote((string)part[member]!));
        }
    }

    private void Number(JsonObject part, string member)
    {
        if (part[member] is { } number)
        {
            _hcl.Attribute(Snake(member), number.ToJsonString());
        }
    }

    private void List(JsonObject part, string member, string name)
    {
        if (part[member] is JsonArray list)
        {
            _hcl.Attribute(name, $"[{string.Join(", ", list.Select(item => HclText.Quote((string)item!)))}]");
        }
    }

    private void Names(JsonObject part, string member, string name)
    {
        if (part[member] is JsonArray)
        {
            _hcl.Attribute(name, $"[{string.Join(", ", Objects(part, member).Select(item => HclText.Quote((string)item["name"]!)))}]");
        }
    }

    private void Configuration(JsonObject part)
    {
        if (part["configuration"] is JsonObject configuration)
        {
            Map("configuration", configuration.Select(entry => new KeyValuePair<string, string>(entry.Key, (string)entry.Value!)));
        }
    }

    private void Map(string name, IEnumerable<KeyValuePair<string, string>> values) => _hcl.Block(name + " =", () =>
    {
        foreach (var entry in values)
        {
            _hcl.Attribute(HclText.Key(entry.Key), HclText.Quote(entry.Value));
        }
    });

    private void NotKnown(JsonObject part, string member)
    {
        if (part[member] is { } value)
        {
            _hcl.Comment($"aws_codepipeline has no {Snake(member)}; this has: {value.ToJsonString()}");
        }
    }

    private static void Each(JsonObject part, string member, Action<JsonObject> write)
    {
        foreach (var item in Objects(part, member))
        {
            write(item);
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonObject part, string member) => (part[member] as JsonArray ?? []).OfType<JsonObject>();

    private static string Snake(string member) => Regex.Replace(member, "[A-Z]", match => "_" + match.Value.ToLowerInvariant());

    // Labels are letters, digits, - and _, a letter first.
    private static string Label(string name)
    {
        var label = Regex.Replace(name, "[^A-Za-z0-9_-]", "_");
        return label.Length > 0 && char.IsLetter(label[0]) ? label : "pipeline_" + label;
    }
}
