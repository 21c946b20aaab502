using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Completes the sizes of a Commands action's environment.</summary>
internal sealed class ComputeTypeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(
            ActionCatalog.Find("Compute", "AWS", "Commands", "1")!.FindKey("ComputeType")!.AllowedValues.Select(value => new Choice(value, value)),
            wordToComplete);
}
