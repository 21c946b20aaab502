using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads environment variables from a hashtable: a value by name, or <c>@{ value = ...; type = ... }</c> by name.</summary>
internal static class EnvironmentVariables
{
    // The types of CodeBuild's EnvironmentVariable and of CodePipeline's EnvironmentVariable; EKS variables have a key and a value only.
    private static readonly string[] s_ofCodeBuild = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"];
    private static readonly string[] s_ofCommands = ["PLAINTEXT", "SECRETS_MANAGER"];

    /// <summary>Gets the types that the actions of a parameter set allow. Empty if their variables have no type.</summary>
    public static string[] TypesBySet(string parameterSet) => parameterSet switch
    {
        ActionParameterSets.CodeBuild => s_ofCodeBuild,
        ActionParameterSets.Commands => s_ofCommands,
        _ => [],
    };

    /// <summary>Reads the variables, sorted by name.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the action does not allow the type of a variable.</exception>
    public static IReadOnlyList<ActionEnvironmentVariable>? Read(Hashtable? source, string[] types) => source?.Cast<DictionaryEntry>()
        .OrderBy(e => InvariantText.Of(e.Key), System.StringComparer.Ordinal)
        .Select(e => e.Value is IDictionary parts ? Typed(InvariantText.Of(e.Key)!, parts, types) : new ActionEnvironmentVariable
        {
            Name = InvariantText.Of(e.Key)!, Value = InvariantText.Of(e.Value) ?? string.Empty, Type = types.FirstOrDefault(),
        }).ToList();

    /// <summary>Writes the variables in the form of CodeBuild actions: a JSON array as text.</summary>
    public static string? ToJson(IReadOnlyList<ActionEnvironmentVariable>? variables) => variables is null ? null : ConfigurationJson.Of(variables.Select(v => new Hashtable
    {
        ["name"] = v.Name, ["value"] = v.Value, ["type"] = v.Type,
    }).ToList());

    private static ActionEnvironmentVariable Typed(string name, IDictionary parts, string[] types)
    {
        var members = new InputMembers(parts, "environment variable", "value", "type");
        var type = members.Text("type")?.ToUpperInvariant() ?? types.FirstOrDefault();
        return type is null || types.Contains(type)
            ? new ActionEnvironmentVariable { Name = name, Value = members.Required("value"), Type = type }
            : throw ServiceException.FromFindings([new Finding(
                "InvalidEnvironmentVariable",
                $"The environment variable '{name}' has the type '{type}'. {(types.Length == 0 ? "Variables of this action type have no type. Specify only the value." : $"This action type allows {string.Join(" and ", types)}.")}")]);
    }
}
