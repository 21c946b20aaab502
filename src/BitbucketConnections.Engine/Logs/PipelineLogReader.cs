using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CloudWatchLogs.Model;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Reads the logs of the actions of an execution, one action after the other.</summary>
internal sealed class PipelineLogReader : IPipelineLogReader
{
    private readonly LoggedActions _actions;
    private readonly LogApi _api;
    private readonly PipelineLogQuery _query;
    private readonly string _region;
    private readonly PollSchedule? _schedule;
    private readonly Queue<LoggedAction> _left = new();
    private string? _executionId;
    private LoggedAction? _action;
    private LogStreamReader? _stream;
    private bool _isExplained;
    private bool _wasSeen;

    public PipelineLogReader(LoggedActions actions, LogApi api, PipelineLogQuery query, string region, IClock clock)
    {
        _actions = actions;
        _api = api;
        _query = query;
        _region = region;
        _executionId = query.PipelineExecutionId;
        _schedule = query.Follow is { } options ? new PollSchedule(options, clock) : null;
    }

    private bool IsFollowed => _schedule is not null;

    public async Task<PipelineLogPart> NextAsync(CancellationToken cancellationToken)
    {
        _schedule?.Start();
        try
        {
            var part = _action is null && !await FindAsync(cancellationToken).ConfigureAwait(false)
                ? Waiting([], "Waits for the start of an action with a log")
                : await ReadAsync(_action!, cancellationToken).ConfigureAwait(false);
            _schedule?.Note(isThrottled: false);
            _wasSeen = true;
            return part;
        }
        catch (ServiceException failure) when (IsFollowed && PollSchedule.Outlives(failure, _wasSeen))
        {
            _schedule!.Note(isThrottled: true);
            return Waiting([], "Waits because AWS refused a call for now");
        }
        catch (ServiceException failure) when (_action is not null)
        {
            return Done([], failure);
        }
    }

    // False if no action has started yet and the reader waits for it.
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        _executionId ??= await _actions.FindExecutionAsync(_query.PipelineName, cancellationToken).ConfigureAwait(false);

        // An action can start and the execution end between two calls, so the status is read first.
        var canStart = IsFollowed && await _actions.IsInProgressAsync(_query.PipelineName, _executionId, cancellationToken).ConfigureAwait(false);
        foreach (var action in await _actions.FindAsync(_query, _executionId, cancellationToken).ConfigureAwait(false))
        {
            _left.Enqueue(action);
        }

        if (_left.Count > 0)
        {
            _action = _left.Dequeue();
            return true;
        }

        if (!_isExplained && await _actions.ExplainAsync(_query, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw failure;
        }

        _isExplained = true;
        return canStart ? false : throw LogFailures.NotStarted(_query, _executionId);
    }

    private async Task<PipelineLogPart> ReadAsync(LoggedAction action, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            action = _action = await _actions.CompleteAsync(action, cancellationToken).ConfigureAwait(false);
            if (await new LogLocator(_api).FindAsync(action, cancellationToken).ConfigureAwait(false) is not { } location)
            {
                return await NotYetAsync(action, cancellationToken).ConfigureAwait(false);
            }

            _stream = new LogStreamReader(_api, location, _query.Tail);
        }

        IReadOnlyList<OutputLogEvent> events;
        bool isAtEnd;
        try
        {
            (events, isAtEnd) = await _stream.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            // The build names its stream before it writes the first line.
            var location = _stream.Location;
            _stream = null;
            return action.IsEnded ? throw LogFailures.Deleted(action, location, missing) : await NotYetAsync(action, cancellationToken).ConfigureAwait(false);
        }

        var read = events.Select(entry => Event(action, _stream.Location, entry)).ToList();
        return !isAtEnd ? new PipelineLogPart { Events = read, Remaining = Remaining }
            : action.IsEnded || !IsFollowed ? Done(read, null)
            : await HasEndedAsync(action, cancellationToken).ConfigureAwait(false) ? new PipelineLogPart { Events = read, Remaining = Remaining }
            : Waiting(read, $"Waits for the next lines of {action.ActionName}");
    }

    private async Task<PipelineLogPart> NotYetAsync(LoggedAction action, CancellationToken cancellationToken)
    {
        if (!IsFollowed)
        {
            throw LogFailures.NotWritten(action);
        }

        await HasEndedAsync(action, cancellationToken).ConfigureAwait(false);
        return Waiting([], $"Waits for the log of {action.ActionName}");
    }

    // Lines that were written until the end are read after it, so the reader looks again.
    private async Task<bool> HasEndedAsync(LoggedAction action, CancellationToken cancellationToken)
    {
        var query = new PipelineLogQuery
        {
            PipelineName = action.PipelineName, StageName = action.StageName, ActionName = action.ActionName, ActionExecutionId = action.ActionExecutionId,
        };
        if (await _actions.FindAsync(query, action.PipelineExecutionId, cancellationToken).ConfigureAwait(false) is not [{ IsEnded: true } now, ..])
        {
            return false;
        }

        _action = now with { BuildId = now.BuildId ?? action.BuildId, StreamArn = now.StreamArn ?? action.StreamArn };
        return true;
    }

    private TimeSpan Remaining => _schedule?.Remaining ?? TimeSpan.Zero;

    private PipelineLogPart Waiting(IReadOnlyList<PipelineLogEvent> events, string activity) => Remaining == TimeSpan.Zero
        ? new PipelineLogPart { Events = events, Failure = LogFailures.TimedOut(_query, _action), IsCompleted = true }
        : new PipelineLogPart { Events = events, Activity = activity, Delay = _schedule!.Delay, Remaining = Remaining };

    private PipelineLogPart Done(IReadOnlyList<PipelineLogEvent> events, ServiceException? failure)
    {
        _stream = null;
        _action = _left.Count > 0 ? _left.Dequeue() : null;
        return new PipelineLogPart { Events = events, Failure = failure, IsCompleted = _action is null, Remaining = Remaining };
    }

    private PipelineLogEvent Event(LoggedAction action, LogLocation log, OutputLogEvent entry) => new()
    {
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(entry.Timestamp ?? 0).UtcDateTime,
        Message = (entry.Message ?? string.Empty).TrimEnd('\r', '\n'),
        PipelineName = action.PipelineName,
        PipelineExecutionId = action.PipelineExecutionId,
        StageName = action.StageName,
        ActionName = action.ActionName,
        LogGroupName = log.Group,
        LogStreamName = log.Stream,
        LogRegion = log.Region,
        Region = _region,
    };
}
