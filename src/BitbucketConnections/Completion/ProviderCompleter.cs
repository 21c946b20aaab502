using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes providers of action types: those of the catalog that match -Category and -Owner. Sources appear only with -Category Source, because
/// New-BitbucketPipeline creates them. Other providers are also accepted.
/// </summary>
internal sealed class ProviderCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(
            ActionCatalog.All
                .Where(type => fakeBoundParameters["Category"] is string category ? Fits(category, type.Category) : type.Category != "Source")
                .Where(type => fakeBoundParameters["Owner"] is not string owner || Fits(owner, type.Owner))
                .GroupBy(type => type.Provider, type => type.Category)
                .OrderBy(provider => provider.Key, StringComparer.Ordinal)
                .Select(provider => new Choice(provider.Key, string.Join(", ", provider.Distinct()))),
            wordToComplete);

    private static bool Fits(string given, string value) => given.Equals(value, StringComparison.OrdinalIgnoreCase);
}
