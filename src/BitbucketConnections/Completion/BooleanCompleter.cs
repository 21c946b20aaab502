using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes <c>$true</c> and <c>$false</c>. PowerShell does this only for switches.</summary>
internal sealed class BooleanCompleter : IArgumentCompleter
{
    private static readonly Choice[] s_values = [new("$true", "$true", IsExpression: true), new("$false", "$false", IsExpression: true)];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_values, wordToComplete);
}
