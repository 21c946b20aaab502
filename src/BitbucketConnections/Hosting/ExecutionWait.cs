using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Follows executions in any Regions at the same time. Shows a progress bar for each execution, and bars for its stages.</summary>
internal sealed class ExecutionWait
{
    private const int ProgressId = 1_262_900;

    // More bars do not fit on a screen. Other executions have only their own bar.
    private const int ExecutionsWithStages = 3;
    private readonly Func<IReadOnlyList<IExecutionWaiter>, IReadOnlyList<ExecutionPoll>> _poll;
    private readonly ProgressOutput _view;
    private readonly HashSet<int> _shown = [];

    /// <summary>Initializes a new instance of the <see cref="ExecutionWait"/> class.</summary>
    /// <param name="poll">Polls several Regions at the same time.</param>
    /// <param name="view">Shows the progress, and has the token that Ctrl+C cancels.</param>
    public ExecutionWait(Func<IReadOnlyList<IExecutionWaiter>, IReadOnlyList<ExecutionPoll>> poll, ProgressOutput view)
    {
        _poll = poll;
        _view = view;
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
            (seen, since) => Show(seen?.ConvertAll(s => s.Seen), since),
            () => Hide(_shown.ToList()),
            _view);
    }

    private void Show(List<ExecutionPoll>? polls, TimeSpan since)
    {
        var waiting = (polls ?? []).SelectMany(poll => poll.Waiting.Select(execution => (Execution: execution, poll.Remaining))).ToList();
        var records = polls is null
            ? [new ProgressRecord(ProgressId, "Following executions", "Checking")]
            : waiting.SelectMany((entry, i) => Bars(entry.Execution, ProgressOutput.Seconds(entry.Remaining, since), i)).ToList();
        Hide(_shown.Except(records.Select(record => record.ActivityId)).ToList());
        foreach (var record in records)
        {
            _shown.Add(record.ActivityId);
            _view.Show(record);
        }
    }

    private static IEnumerable<ProgressRecord> Bars(ExecutionProgress execution, int secondsRemaining, int index)
    {
        var id = ProgressId + (index * 100);
        var stages = execution.Stages.ToList();
        var active = stages.FindLastIndex(s => s.Activity is not null);
        var current = active >= 0 ? active : stages.FindLastIndex(s => s.Status is not null);
        var status = execution.Execution.Status ?? "Checking";
        yield return new ProgressRecord(
            id,
            $"{execution.Execution.PipelineName} {ShortId.Of(execution.Execution.PipelineExecutionId)}",
            current < 0 ? status : $"{status}, stage {current + 1} of {stages.Count}: {stages[current].StageName}")
        {
            SecondsRemaining = secondsRemaining,
            PercentComplete = Percent(stages.Sum(s => s.CompletedActions), stages.Sum(s => s.TotalActions)),
            CurrentOperation = execution.Execution.ConsoleUrl,
        };
        var child = id;
        foreach (var part in index < ExecutionsWithStages ? stages : [])
        {
            yield return new ProgressRecord(++child, part.StageName, Describe(part))
            {
                ParentActivityId = id,
                PercentComplete = Percent(part.CompletedActions, part.TotalActions),
            };
        }
    }

    private static string Describe(StageProgress stage) => (stage.Status, stage.Activity) switch
    {
        (null, null) => "Not started",
        (null, { } waits) => waits,
        ({ } status, null) => status,
        var (status, activity) => $"{status}: {activity}",
    };

    private void Hide(List<int> ids)
    {
        foreach (var id in ids)
        {
            _shown.Remove(id);
            _view.Show(new ProgressRecord(id, "Following executions", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static int Percent(int part, int whole) => whole == 0 ? -1 : Math.Min(100, part * 100 / whole);
}
