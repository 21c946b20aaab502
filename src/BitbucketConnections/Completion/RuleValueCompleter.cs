using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Base of the completers of a configuration value of a rule type. They offer the values in the catalog. Other values are also accepted.</summary>
internal abstract class RuleValueCompleter : IArgumentCompleter
{
    private readonly string _provider;
    private readonly string _key;

    protected RuleValueCompleter(string provider, string key)
    {
        _provider = provider;
        _key = key;
    }

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(
            RuleCatalog.Find(_provider)!.Keys.First(key => key.Name == _key).AllowedValues.Select(value => new Choice(value, Describe(value))),
            wordToComplete);

    /// <summary>Gets the tooltip of a value.</summary>
    protected abstract string Describe(string value);
}
