using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>Base of the completers that call AWS. They write nothing, end within one second, and return no results on a failure.</summary>
internal abstract class LiveCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(1);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var budget = new CancellationTokenSource(s_budget);
        try
        {
            var token = budget.Token;
            var settings = CompletionSettings.Of(fakeBoundParameters);
            var values = Task.Run(() => ListAsync(EngineHost.Engine.Open(settings, new Silence()), fakeBoundParameters, token), token);
            return values.Wait(s_budget) ? CompletionText.Match(values.Result, wordToComplete).ToList() : [];
        }
        catch (Exception failure) when (failure is AggregateException or ServiceException or OperationCanceledException or RuntimeException)
        {
            return [];
        }
    }

    protected abstract Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken);

    /// <summary>Gets the pipeline on the command line; null if there is none.</summary>
    protected static string? PipelineOf(IDictionary bound) => bound["PipelineName"] switch
    {
        object[] { Length: > 0 } many => many[0]?.ToString(),
        var one => one?.ToString(),
    };

    private sealed class Silence : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => false;

        public void Write(DiagnosticEvent diagnostic)
        {
            // A completer has no streams.
        }
    }
}
