using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>Completes the operations of the running sandbox. After a service and a colon, it completes those of the service.</summary>
internal sealed class OperationCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var operations = (SandboxSession.Find()?.Operations ?? []).Select(operation => (Full: operation, Parts: operation.Split(':'))).ToList();
        var choices = wordToComplete.Contains(':')
            ? operations.Select(operation => new Choice(operation.Full, operation.Parts[1]))
            : operations.GroupBy(operation => operation.Parts[1], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Choice(group.Key, string.Join(", ", group.Select(operation => operation.Parts[0]))));
        return CompletionText.Match(choices, wordToComplete);
    }
}
