using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Follows executions in any Regions at the same time. Shows a progress bar for each execution, and bars for its stages.</summary>
internal sealed class ExecutionWait
{
    private const int ProgressId = 1_262_900;

    // More bars do not fit on a screen. Other executions have only their own bar.
    private const int ExecutionsWithStages = 3;
    private readonly Func<IReadOnlyList<IExecutionWaiter>, IReadOnlyList<ExecutionPoll>> _poll;
    private readonly Action<ProgressRecord> _show;
    private readonly CancellationToken _stop;
    private readonly HashSet<int> _shown = [];

    /// <summary>Initializes a new instance of the <see cref="ExecutionWait"/> class.</summary>
    /// <param name="poll">Polls several Regions at the same time.</param>
    /// <param name="show">Shows the progress.</param>
    /// <param name="stop">The token that Ctrl+C cancels.</param>
    public ExecutionWait(Func<IReadOnlyList<IExecutionWaiter>, IReadOnlyList<ExecutionPoll>> poll, Action<ProgressRecord> show, CancellationToken stop)
    {
        _poll = poll;
        _show = show;
        _stop = stop;
    }

    /// <summary>Follows the executions to their end.</summary>
    /// <param name="waiters">The waiters, one for each Region.</param>
    /// <param name="report">Reports the result of a poll of a waiter.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(IReadOnlyList<IExecutionWaiter> waiters, Action<IExecutionWaiter, ExecutionPoll> report)
    {
        var left = waiters.ToList();
        PollLoop.Run(
            () => left.Zip(_poll(left), (waiter, seen) => (Waiter: waiter, Seen: seen)).ToList(),
            seen =>
            {
                left = seen.Where(s => !s.Seen.IsCompleted).Select(s => s.Waiter).ToList();
                return left.Count == 0 ? null : seen.Where(s => !s.Seen.IsCompleted).Min(s => s.Seen.Delay);
            },
            seen => seen.ForEach(s => report(s.Waiter, s.Seen)),
            seen => Show(seen.ConvertAll(s => s.Seen)),
            () => Hide(_shown.ToList()),
            _stop);
    }

    private void Show(List<ExecutionPoll> polls)
    {
        var waiting = polls.SelectMany(poll => poll.Waiting.Select(execution => (Execution: execution, poll.Remaining))).ToList();
        var records = waiting.SelectMany((entry, i) => Bars(entry.Execution, entry.Remaining, i)).ToList();
        Hide(_shown.Except(records.Select(record => record.ActivityId)).ToList());
        foreach (var record in records)
        {
            _shown.Add(record.ActivityId);
            _show(record);
        }
    }

    private static IEnumerable<ProgressRecord> Bars(ExecutionProgress execution, TimeSpan remaining, int index)
    {
        var id = ProgressId + (index * 100);
        var stage = execution.Stages.LastOrDefault(s => s.Activity is not null) ?? execution.Stages.LastOrDefault(s => s.Status is not null);
        yield return new ProgressRecord(id, $"{execution.Execution.PipelineName} {execution.Execution.PipelineExecutionId}", stage is null ? execution.Execution.Status ?? "Checking" : $"{execution.Execution.Status}: {stage.StageName}")
        {
            SecondsRemaining = (int)remaining.TotalSeconds,
            PercentComplete = Percent(execution.Stages.Sum(s => s.CompletedActions), execution.Stages.Sum(s => s.TotalActions)),
            CurrentOperation = execution.Execution.ConsoleUrl?.ToString(),
        };
        var child = id;
        foreach (var part in index < ExecutionsWithStages ? execution.Stages : [])
        {
            yield return new ProgressRecord(++child, part.StageName, part.Activity ?? part.Status ?? "Not started")
            {
                ParentActivityId = id,
                PercentComplete = Percent(part.CompletedActions, part.TotalActions),
            };
        }
    }

    private void Hide(List<int> ids)
    {
        foreach (var id in ids)
        {
            _shown.Remove(id);
            _show(new ProgressRecord(id, "Following executions", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static int Percent(int part, int whole) => whole == 0 ? -1 : Math.Min(100, part * 100 / whole);
}
