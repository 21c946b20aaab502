using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Base of the completers that call AWS. They write nothing, end within about one second, and return no results on a failure.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal abstract class LiveCompleter<T> : IArgumentCompleter
{
    private readonly CompletionList<T> _list;

    protected LiveCompleter(CompletionList<T> list) => _list = list;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var line = new CompletionLine(commandName, parameterName, commandAst, fakeBoundParameters);
            return Target(line) is { } target
                ? CompletionText.Match(Choose(CompletionMemory.Get(_list, target, CompletionSettings.Of(line)), line), wordToComplete)
                    .GroupBy(result => result.CompletionText, StringComparer.Ordinal).Select(same => same.First()).ToList()
                : [];
        }
        catch (Exception failure) when (failure is ServiceException or RuntimeException)
        {
            // The command line has something that the command itself refuses, such as credentials that cannot be read.
            return [];
        }
    }

    /// <summary>Gets what the list is of; null if the command line does not say it, so that nothing is read.</summary>
    protected virtual string? Target(CompletionLine line) => string.Empty;

    /// <summary>Gets the choices for the command line.</summary>
    protected abstract IEnumerable<Choice> Choose(IReadOnlyList<T> items, CompletionLine line);
}
