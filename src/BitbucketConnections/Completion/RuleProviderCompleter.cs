using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Completes the providers of rule types in the catalog; the tooltip is the keys of their configuration. Other providers are also accepted.</summary>
internal sealed class RuleProviderCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(RuleCatalog.All.Select(type => new Choice(type.Provider, string.Join(", ", type.Keys))), wordToComplete);
}
