using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes the configuration of the action type that -Provider, -Category and -Owner specify: a hashtable of all required keys, and of each key. Without
/// -Category, the keys are those of all types of the provider.
/// </summary>
internal sealed class ConfigurationCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var types = ActionCatalog.All
            .Where(type => fakeBoundParameters["Provider"] is string provider && Fits(provider, type.Provider))
            .Where(type => fakeBoundParameters["Category"] is not string category || Fits(category, type.Category))
            .Where(type => fakeBoundParameters["Owner"] is not string owner || Fits(owner, type.Owner))
            .ToList();
        return Complete(types.SelectMany(type => type.ConfigurationKeys).GroupBy(key => key.Name).Select(same => same.First()).ToList(), types.Count == 1, wordToComplete);
    }

    /// <summary>Completes a configuration with the keys of types.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="isOneType">Whether all of them belong to one type, so that its required keys are offered together.</param>
    /// <param name="wordToComplete">The text that the user typed.</param>
    public static IEnumerable<CompletionResult> Complete(IReadOnlyList<ConfigurationKeyFacts> keys, bool isOneType, string? wordToComplete)
    {
        var typed = wordToComplete?.Trim('@', '{', ' ', '\'', '"') ?? string.Empty;
        var required = keys.Where(key => key.IsRequired).ToList();
        if (isOneType && required.Count > 1 && typed.Length == 0)
        {
            yield return Result(string.Join("; ", required.Select(Entry)), "(required keys)", string.Join(", ", required));
        }

        foreach (var key in keys.Where(key => key.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Result(Entry(key), key.Name, Describe(key));
        }
    }

    private static bool Fits(string given, string value) => given.Equals(value, StringComparison.OrdinalIgnoreCase);

    // A secret is not typed into the command line, which the history keeps.
    private static string Entry(ConfigurationKeyFacts key) =>
        $"{key} = {(key.IsSecret ? "(Read-Host -AsSecureString)" : $"'{string.Concat(key.AllowedValues.Take(1))}'")}";

    private static CompletionResult Result(string entries, string listed, string tip) =>
        new($"@{{ {entries} }}", listed, CompletionResultType.ParameterValue, tip);

    private static string Describe(ConfigurationKeyFacts key) =>
        key.Name + (key.IsRequired ? ", required" : string.Empty) + (key.AllowedValues.Count > 0 ? ": " + string.Join(", ", key.AllowedValues) : string.Empty);
}
