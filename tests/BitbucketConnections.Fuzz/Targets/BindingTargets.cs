using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Hashtables and objects, also those that come from a file or a job. The input is JSON that describes the object.</summary>
internal static class BindingTargets
{
    private static readonly string[] s_words =
    [
        "name", "actions", "actionTypeId", "category", "provider", "configuration", "conditions", "rules", "ruleTypeId", "result", "gitConfiguration", "push", "branches", "includes", "stages", "pipeline", "tags", "key", "value",
        "Name", "NAME", "$self", "$parent", "$list", "$object", "$typed", "$script", "AdditionalMembers", "runOrder", "variables", "defaultValue", "PSComputerName", "ConnectionArn", "outputArtifacts", "environmentVariables", "V2",
    ];

    private static readonly string[] s_seeds = [.. FuzzResources.Files("Definitions"), .. FuzzResources.Lines("bindings.txt")];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Part("Bind.Stage", static value => new StageTransformationAttribute().Transform(null!, value)),
        Part("Bind.Action", static value => new ActionTransformationAttribute().Transform(null!, value)),
        Part("Bind.Trigger", static value => new TriggerTransformationAttribute().Transform(null!, value)),
        Part("Bind.Condition", static value => new ConditionTransformationAttribute().Transform(null!, value)),
        Part("Bind.Rule", static value => new RuleTransformationAttribute().Transform(null!, value)),
        Part("Bind.Variable", static value => new VariableTransformationAttribute().Transform(null!, value)),
        Part("Bind.Pipeline", static value => NewInput.PipelineOf(new PipedInput(PSObject.AsPSObject(value!)))),
        Part("Bind.Input", ReadInput),
        Part("Bind.Json", static value => ConfigurationJson.Of(value!)),
        Part("Bind.Environment", static value => value is Hashtable map ? EnvironmentVariables.Read(map, EnvironmentVariables.TypesBySet(ActionParameterSets.CodeBuild)) : null),
        Part("Bind.Configuration", ReadConfiguration),
        Part("Bind.Map", static value => RowMap.Read(value!)),
    ];

    private static FuzzTarget Part(string name, Func<object?, object?> read) => new()
    {
        Name = name,
        Weight = 12,
        Seeds = s_seeds,
        Words = s_words,
        Open = () => input => Read(read, input),
        IsOwn = static e => e is ServiceException or ArgumentTransformationMetadataException,
    };

    private static void Read(Func<object?, object?> read, string input)
    {
        if (Objects.Read(input) is { } value)
        {
            _ = read(value);
        }
    }

    private static object? ReadInput(object? value)
    {
        var input = new PipedInput(PSObject.AsPSObject(value!));
        _ = NewInput.IsConnection(input);
        _ = NewInput.IsRow(input);
        _ = NewInput.PathOf(input);
        _ = ResourceNoun.Pipeline.Find(input);
        _ = ResourceNoun.OnlyConnection.Find(input);
        _ = ResourceNoun.Tagged.Find(input);
        return ResourceNoun.KindOf(input);
    }

    private static object? ReadConfiguration(object? value)
    {
        var configuration = new Dictionary<string, string>();
        ActionConfiguration.Merge(configuration, value as Hashtable);
        return BitbucketConnections.Binding.TextMap.Read(value as Hashtable);
    }
}

/// <summary>Makes objects of PowerShell from JSON: hashtables, objects, lists, and objects that contain themselves.</summary>
internal static class Objects
{
    /// <summary>Makes the object; null if the text is not JSON.</summary>
    public static object? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json), new JsonDocumentOptions { MaxDepth = 300 });
            return Of(document.RootElement, []);
        }
        catch (JsonException)
        {
            // The next input may be JSON. Half of them are.
            return null;
        }
    }

    private static object? Of(JsonElement json, List<object> parents) => json.ValueKind switch
    {
        JsonValueKind.Object => Members(json, parents),
        JsonValueKind.Array => Items(json, parents),
        JsonValueKind.String => Text(json, parents),
        JsonValueKind.Number => json.TryGetInt32(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => PSObject.AsPSObject(false),
        _ => null,
    };

    // "$self" and "$parent" make an object that contains itself.
    private static object? Text(JsonElement json, List<object> parents)
    {
        var text = Raw(json);
        return text switch
        {
            "$self" when parents.Count > 0 => parents[^1],
            "$parent" when parents.Count > 0 => parents[0],
            "$script" => ScriptBlock.Create("1"),
            _ when text.Length % 7 == 3 => PSObject.AsPSObject(text),
            _ => text,
        };
    }

    private static object Members(JsonElement json, List<object> parents)
    {
        var kind = json.EnumerateObject().Select(member => Raw(member)).FirstOrDefault(name => name.StartsWith('$'));
        if (kind is "$object" or "$typed")
        {
            var made = new PSObject();
            if (kind == "$typed")
            {
                made.TypeNames.Insert(0, "Deserialized.BitbucketConnections.Pipeline");
            }

            Below(parents, made, () => Fill(json, parents, (name, value) =>
            {
                if (name.Length > 0 && made.Properties[name] is null)
                {
                    made.Properties.Add(new PSNoteProperty(name, value));
                }
            }));
            return made;
        }

        IDictionary map = kind == "$list" ? new System.Collections.Specialized.OrderedDictionary() : new Hashtable();
        Below(parents, map, () => Fill(json, parents, (name, value) => map[name] = value));
        return map;
    }

    private static object?[] Items(JsonElement json, List<object> parents)
    {
        var items = new object?[json.GetArrayLength()];
        Below(parents, items, () =>
        {
            var i = 0;
            foreach (var item in json.EnumerateArray())
            {
                items[i++] = Of(item, parents);
            }
        });
        return items;
    }

    private static void Fill(JsonElement json, List<object> parents, Action<string, object?> set)
    {
        foreach (var member in json.EnumerateObject())
        {
            set(Raw(member), Of(member.Value, parents));
        }
    }

    private static void Below(List<object> parents, object parent, Action fill)
    {
        parents.Add(parent);
        fill();
        parents.RemoveAt(parents.Count - 1);
    }

    private static string Raw(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\ud800";
        }
    }

    private static string Raw(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\ud800";
        }
    }
}
