using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes folders and JSON files.</summary>
internal sealed class DefinitionPathCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionCompleters.CompleteFilename(wordToComplete)
            .Where(found => found.ResultType == CompletionResultType.ProviderContainer || found.ListItemText.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .ToList();
}
