using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;

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
        .Select(e => Read(InvariantText.Of(e.Key)!, e.Value is PSObject wrapped ? wrapped.BaseObject : e.Value, types)).ToList();

    /// <summary>Writes the variables in the form of CodeBuild actions: a JSON array as text.</summary>
    public static string? ToJson(IReadOnlyList<ActionEnvironmentVariable>? variables) => variables is null ? null : ConfigurationJson.Of(variables.Select(v => new Hashtable
    {
        ["name"] = v.Name, ["value"] = v.Value, ["type"] = v.Type,
    }).ToList());

    private static ActionEnvironmentVariable Read(string name, object? value, string[] types) => value switch
    {
        IDictionary parts => Typed(name, parts, types),
        SecureString => throw Secret(name, types),
        _ => new ActionEnvironmentVariable { Name = name, Value = InvariantText.Of(value, name) ?? string.Empty, Type = types.FirstOrDefault() },
    };

    // AWS shows the values of variables to everyone who can read the pipeline.
    private static ServiceException Secret(string name, string[] types) => Invalid(
        $"The environment variable '{name}' has a SecureString as value, but AWS stores the value in plain text. "
        + (types.Where(type => type != "PLAINTEXT").Select(type => $"@{{ value = 'NAME'; type = '{type}' }}").ToList() is { Count: > 0 } ways
            ? $"Store the secret in AWS and specify its name: {string.Join(" or ", ways)}."
            : "Variables of this action type cannot refer to a secret. Read the secret from AWS Secrets Manager in what the action runs."));

    private static ServiceException Invalid(string message) => ServiceException.FromFindings([new Finding("InvalidEnvironmentVariable", message)]);

    private static ActionEnvironmentVariable Typed(string name, IDictionary parts, string[] types)
    {
        var members = new InputMembers(parts, "environment variable", "value", "type");
        if (members["value"] is SecureString or PSObject { BaseObject: SecureString })
        {
            throw Secret(name, types);
        }

        var type = members.Text("type")?.ToUpperInvariant() ?? types.FirstOrDefault();
        return type is null || types.Contains(type)
            ? new ActionEnvironmentVariable { Name = name, Value = members.Required("value"), Type = type }
            : throw Invalid(
                $"The environment variable '{name}' has the type '{type}'. {(types.Length == 0 ? "Variables of this action type have no type. Specify only the value." : $"This action type allows {string.Join(" and ", types)}.")}");
    }
}
