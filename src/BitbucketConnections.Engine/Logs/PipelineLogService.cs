using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Logs;

/// <summary>The logs of the actions of pipelines in one Region.</summary>
internal sealed class PipelineLogService : IPipelineLogService
{
    private static readonly string[] s_lineBreaks = ["\r\n", "\n", "\r"];
    private readonly PipelineApi _pipelines;
    private readonly LogApi _api;
    private readonly IClock _clock;

    public PipelineLogService(PipelineApi pipelines, LogApi api, IClock clock)
    {
        _pipelines = pipelines;
        _api = api;
        _clock = clock;
    }

    public IPipelineLogReader Read(PipelineLogQuery query) => new PipelineLogReader(new LoggedActions(_pipelines), _api, query, _pipelines.Region, _clock);

    /// <summary>Gets the last lines of the log of an action for the error of its execution.</summary>
    /// <param name="action">The action.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The lines; empty if the action has no log or the caller can't read it.</returns>
    public async Task<IReadOnlyList<string>> TryTailAsync(ActionExecution action, int count, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (!LoggedAction.CanHaveLog(action.ActionTypeId))
        {
            return lines;
        }

        var reader = Read(new PipelineLogQuery
        {
            PipelineName = action.PipelineName,
            PipelineExecutionId = action.PipelineExecutionId,
            StageName = action.StageName,
            ActionName = action.ActionName,
            ActionExecutionId = action.ActionExecutionId,
            Tail = count,
        });
        try
        {
            PipelineLogPart part;
            do
            {
                part = await reader.NextAsync(cancellationToken).ConfigureAwait(false);
                foreach (var entry in part.Events)
                {
                    lines.AddRange(entry.Message.Split(s_lineBreaks, StringSplitOptions.None));
                }

                if (part.Failure is { } failure)
                {
                    Report(action, failure);
                }
            }
            while (!part.IsCompleted);
        }
        catch (ServiceException failure)
        {
            Report(action, failure);
        }

        return lines.Count > count ? lines.GetRange(lines.Count - count, count) : lines;
    }

    // The execution failed, even if its log can't be read.
    private void Report(ActionExecution action, ServiceException failure) =>
        _pipelines.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The log of the action '{action.ActionName}' can't be read: {failure.Message}"));
}
