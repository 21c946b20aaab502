using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BitbucketConnections.Generator.Catalog;

/// <summary>Writes the C# tables of action and rule types. An unknown member is an error, to find misspelled names.</summary>
public static class CatalogWriter
{
    // Sources and decisions, for readers of the JSON only.
    private static readonly string[] s_provenance =
    [
        "pipelineTypesNote", "outputVariablesNote", "limits", "disagreement", "unknown", "decided", "sources", "transcribed", "note", "when", "supportsSkip",
    ];

    private static readonly string[] s_id = ["category", "owner", "provider", "version"];

    /// <summary>Writes the table of action types.</summary>
    /// <param name="json">The text of <c>action-types.json</c>.</param>
    /// <returns>The C# text.</returns>
    public static string WriteActionTypes(string json)
    {
        // .NET takes long to compile a large method, and a command uses a few types. So each type is a method.
        using var document = JsonDocument.Parse(json);
        var types = document.RootElement.EnumerateArray().Select(type => (Id: type, Facts: ActionType(type).Replace("\n    ", "\n", StringComparison.Ordinal))).ToList();
        var text = Start("ActionTypeTable", "action-types.json").Append("    public static readonly ActionTypeRow[] Rows =\n    [\n");
        foreach (var (type, _) in types)
        {
            text.Append(CultureInfo.InvariantCulture, $"        new({string.Join(", ", s_id.Select(member => Quote(type.GetProperty(member).GetString()!)))}, {MethodOf(type)}),\n");
        }

        text.Append("    ];\n");
        foreach (var (type, facts) in types)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n    private static ActionTypeFacts {MethodOf(type)}() => {facts};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string MethodOf(JsonElement type) => string.Concat(s_id.SelectMany(member => type.GetProperty(member).GetString()!).Where(char.IsLetterOrDigit));

    private static string ActionType(JsonElement type) => Row(type, new()
    {
        ["category"] = Text("Category"),
        ["owner"] = Text("Owner"),
        ["provider"] = Text("Provider"),
        ["version"] = Text("Version"),
        ["v2Only"] = Flag("IsV2Only"),
        ["inputArtifacts"] = Count("Inputs"),
        ["outputArtifacts"] = Count("Outputs"),
        ["takesNewestArtifact"] = value => value.ValueKind == JsonValueKind.Array
            ? "TakesNewestArtifact = true, " + Conditions("TakesNewestArtifactWhen")(value)
            : Flag("TakesNewestArtifact")(value),
        ["retired"] = Text("Retired"),
        ["unavailableRegions"] = Texts("UnavailableRegions"),
        ["keysAreComplete"] = Flag("AreKeysComplete"),
        ["configuration"] = Lines("Keys", Key),
        ["outputVariables"] = Texts("OutputVariables"),
        ["permissions"] = Lines("Permissions", Permission),
    });

    /// <summary>Writes the table of rule types.</summary>
    /// <param name="json">The text of <c>rule-types.json</c>.</param>
    /// <returns>The C# text.</returns>
    public static string WriteRuleTypes(string json) => Table("RuleTypeTable", "RuleTypeFacts", "rule-types.json", json, row => Row(row, new()
    {
        ["category"] = value => value.GetString() == "Rule" ? null : throw Wrong(value),
        ["v2Only"] = value => value.GetBoolean() ? null : throw Wrong(value),
        ["owner"] = Text("Owner"),
        ["provider"] = Text("Provider"),
        ["version"] = Text("Version"),
        ["gates"] = value => string.Join(
            ", ", Texts("BeforeEntryResults")(value.GetProperty("beforeEntry")), Texts("OnSuccessResults")(value.GetProperty("onSuccess")), Texts("OnFailureResults")(value.GetProperty("onFailure"))),
        ["configuration"] = Lines("Keys", Key),
        ["permissions"] = Lines("Permissions", Permission),
    }));

    private static string Key(JsonElement key) => Object(key, new()
    {
        ["key"] = Text("Name"),
        ["arn"] = Text("ArnPattern"),
        ["in"] = value => value.GetString() == "action" ? "IsActionMember = true" : throw Wrong(value),
        ["required"] = Flag("IsRequired"),
        ["requiredWhen"] = Conditions("RequiredWhen"),
        ["allowedValues"] = Texts("AllowedValues"),
        ["isList"] = Flag("IsList"),
        ["secret"] = Flag("IsSecret"),
    });

    private static string Permission(JsonElement permission) => Object(permission, new()
    {
        ["sid"] = Text("Sid"),
        ["reason"] = Text("Reason"),
        ["actions"] = Texts("Actions"),
        ["occasional"] = Texts("Occasional"),
        ["resources"] = Texts("Resources"),
        ["condition"] = PermissionCondition,
        ["when"] = Conditions("When"),
    });

    // { "StringEquals": { "iam:PassedToService": "..." } }, one operator and one key.
    private static string PermissionCondition(JsonElement condition)
    {
        var test = condition.EnumerateObject().Single();
        var key = test.Value.EnumerateObject().Single();
        return $"Condition = new() {{ Operator = {Quote(test.Name)}, Key = {Quote(key.Name)}, Values = {Quotes(key.Value)} }}";
    }

    private static Func<JsonElement, string?> Conditions(string name) => List(name, condition => Object(condition, new()
    {
        ["key"] = Text("Key"),
        ["is"] = Texts("Values"),
        ["isNot"] = value => Texts("Values")(value) + ", IsNegated = true",
        ["isSet"] = value => value.GetBoolean() ? null : "IsNegated = true",
        ["inputArtifactsAtMost"] = Number("MaximumInputs"),
        ["environmentVariableType"] = Text("EnvironmentVariableType"),
    }));

    private static string Table(string table, string row, string source, string json, Func<JsonElement, string> write)
    {
        using var document = JsonDocument.Parse(json);
        var text = Start(table, source).Append(CultureInfo.InvariantCulture, $"    public static readonly {row}[] Rows =\n    [\n");
        foreach (var element in document.RootElement.EnumerateArray())
        {
            text.Append("        ").Append(write(element)).Append(",\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }

    private static StringBuilder Start(string table, string source) => new StringBuilder()
        .Append("// <auto-generated>\n")
        .Append(CultureInfo.InvariantCulture, $"// Generated from {source} by src/build/Generator. Change the JSON, then run the generator's verb 'catalog'.\n")
        .Append("// </auto-generated>\n#nullable enable\n\n")
        .Append("namespace BitbucketConnections.Catalog;\n\n")
        .Append(CultureInfo.InvariantCulture, $"internal static class {table}\n{{\n");

    private static string Row(JsonElement element, Dictionary<string, Func<JsonElement, string?>> members) =>
        $"new()\n        {{\n{string.Concat(Parts(element, members).Select(part => $"            {part},\n"))}        }}";

    private static string Object(JsonElement element, Dictionary<string, Func<JsonElement, string?>> members) =>
        $"new() {{ {string.Join(", ", Parts(element, members))} }}";

    private static List<string> Parts(JsonElement element, Dictionary<string, Func<JsonElement, string?>> members)
    {
        var parts = new List<string>();
        foreach (var member in element.EnumerateObject())
        {
            if (members.TryGetValue(member.Name, out var write) && !(member.Name == "when" && member.Value.ValueKind == JsonValueKind.String))
            {
                if (write(member.Value) is { } part)
                {
                    parts.Add(part);
                }
            }
            else if (!s_provenance.Contains(member.Name))
            {
                throw new InvalidDataException($"The member '{member.Name}' is unknown: {element}");
            }
        }

        return parts;
    }

    private static Func<JsonElement, string?> Text(string name) => value => $"{name} = {Quote(value.GetString()!)}";

    private static Func<JsonElement, string?> Number(string name) => value => $"{name} = {value.GetInt32()}";

    // False is the default and is omitted.
    private static Func<JsonElement, string?> Flag(string name) => value => value.GetBoolean() ? $"{name} = true" : null;

    private static Func<JsonElement, string?> Count(string name) =>
        value => $"{name} = new({value.GetProperty("min").GetInt32()}, {value.GetProperty("max").GetInt32()})";

    private static Func<JsonElement, string?> Texts(string name) => value => value.GetArrayLength() == 0 ? null : $"{name} = {Quotes(value)}";

    private static Func<JsonElement, string?> List(string name, Func<JsonElement, string> write) =>
        value => value.GetArrayLength() == 0 ? null : $"{name} = [{string.Join(", ", value.EnumerateArray().Select(write))}]";

    private static Func<JsonElement, string?> Lines(string name, Func<JsonElement, string> write) => value => value.GetArrayLength() == 0
        ? null
        : $"{name} =\n            [\n{string.Concat(value.EnumerateArray().Select(entry => $"                {write(entry)},\n"))}            ]";

    private static string Quotes(JsonElement value) =>
        $"[{string.Join(", ", (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1)).Select(text => Quote(text.GetString()!)))}]";

    private static string Quote(string text) => JsonSerializer.Serialize(text, s_plain);

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static InvalidDataException Wrong(JsonElement value) => new($"The value is not valid here: {value}");
}
