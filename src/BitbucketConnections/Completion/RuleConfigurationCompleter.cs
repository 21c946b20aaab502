using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Completes the configuration of the rule type that -Provider specifies: a hashtable of all required keys, and of each key.</summary>
internal sealed class RuleConfigurationCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ConfigurationCompleter.Complete(
            RuleCatalog.All.Where(type => type.Provider.Equals(fakeBoundParameters["Provider"] as string, StringComparison.OrdinalIgnoreCase))
                .SelectMany(type => type.Keys).Where(key => !key.IsActionMember).ToList(),
            isOneType: true,
            wordToComplete);
}
