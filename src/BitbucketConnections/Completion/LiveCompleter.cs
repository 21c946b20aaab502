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

/// <summary>Completes what AWS has. Quiet, within a second, and nothing on any failure: a Tab must never hurt.</summary>
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

    /// <summary>Gets the pipeline that stands on the command line; null when none does.</summary>
    protected static string? PipelineOf(IDictionary bound) => bound["PipelineName"] switch
    {
        object[] { Length: > 0 } many => many[0]?.ToString(),
        var one => one?.ToString(),
    };

    private sealed class Silence : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public void Write(DiagnosticEvent diagnostic)
        {
            // A completer has no streams.
        }
    }
}

/// <summary>Completes names of connections; the tooltip is status and ARN.</summary>
internal sealed class ConnectionNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await Connections.FirstPagesAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(c => new KeyValuePair<string, string>(c.ConnectionName, $"{c.ConnectionStatus} {c.ConnectionArn}"));
}

/// <summary>Completes ARNs of connections; the tooltip is name and status.</summary>
internal sealed class ConnectionArnCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await Connections.FirstPagesAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(c => new KeyValuePair<string, string>(c.ConnectionArn, $"{c.ConnectionName} {c.ConnectionStatus}"));
}

/// <summary>Completes names of pipelines.</summary>
internal sealed class PipelineNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken)
    {
        var page = await session.Pipelines.ListAsync(null, cancellationToken).ConfigureAwait(false);
        return page.Items.Select(p => new KeyValuePair<string, string>(p.Name, $"{p.PipelineType} version {p.Version}")).ToList();
    }
}

/// <summary>Reads as many connections as a completer has time for.</summary>
internal static class Connections
{
    public static async Task<List<Connection>> FirstPagesAsync(IEngineSession session, CancellationToken cancellationToken)
    {
        var found = new List<Connection>();
        PageCursor? cursor = null;
        do
        {
            var page = await session.Connections.ListAsync(new ConnectionQuery(), cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < 300);
        return found;
    }
}
