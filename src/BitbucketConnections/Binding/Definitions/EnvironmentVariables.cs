using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads environment variables from a hashtable: a value by name, or <c>@{ value = ...; type = ... }</c> by name.</summary>
internal static class EnvironmentVariables
{
    public static IReadOnlyList<ActionEnvironmentVariable>? Read(Hashtable? source) => source?.Cast<DictionaryEntry>()
        .OrderBy(e => InvariantText.Of(e.Key), StringComparer.Ordinal)
        .Select(e => e.Value is IDictionary parts ? Typed(InvariantText.Of(e.Key)!, parts) : new ActionEnvironmentVariable
        {
            Name = InvariantText.Of(e.Key)!, Value = InvariantText.Of(e.Value) ?? string.Empty, Type = "PLAINTEXT",
        }).ToList();

    /// <summary>Writes the variables in the form of CodeBuild actions: a JSON array as text.</summary>
    public static string ToJson(IReadOnlyList<ActionEnvironmentVariable> variables) => ConfigurationJson.Of(variables.Select(v => new Hashtable
    {
        ["name"] = v.Name, ["value"] = v.Value, ["type"] = v.Type,
    }).ToList());

    private static ActionEnvironmentVariable Typed(string name, IDictionary parts)
    {
        var members = new InputMembers(parts, "environment variable", "value", "type");
        return new ActionEnvironmentVariable { Name = name, Value = members.Required("value"), Type = members.Text("type")?.ToUpperInvariant() ?? "PLAINTEXT" };
    }
}
