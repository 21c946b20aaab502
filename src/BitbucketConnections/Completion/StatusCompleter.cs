using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes the statuses of a connection that AWS documents.</summary>
internal sealed class StatusCompleter : IArgumentCompleter
{
    private static readonly Choice[] s_statuses =
    [
        new(ConnectionStatuses.Pending, "A person must complete it"),
        new(ConnectionStatuses.Available, "Complete"),
        new(ConnectionStatuses.Error, "The app of the connection was removed or changed"),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_statuses, wordToComplete);
}
