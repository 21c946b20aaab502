using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Commands;

/// <summary>Follows runs of any Regions together, and shows a bar a run with one a stage under it.</summary>
internal sealed class RunWait
{
    private const int ProgressId = 1_262_900;

    // What fits a screen; the other runs have a bar of their own all the same.
    private const int RunsWithStages = 3;
    private readonly Action<ProgressRecord> _show;
    private readonly CancellationToken _stop;
    private readonly HashSet<int> _shown = [];

    /// <summary>Initializes a new instance of the <see cref="RunWait"/> class.</summary>
    /// <param name="show">Shows the progress.</param>
    /// <param name="stop">What Ctrl+C cancels.</param>
    public RunWait(Action<ProgressRecord> show, CancellationToken stop)
    {
        _show = show;
        _stop = stop;
    }

    /// <summary>Follows the runs to their end.</summary>
    /// <param name="polls">Looks once at the runs of a Region, for each Region.</param>
    /// <param name="report">Tells what a poll saw.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(IReadOnlyList<Func<ExecutionPoll>> polls, Action<ExecutionPoll> report)
    {
        var left = polls.ToList();
        PollLoop.Run(
            () => left.Select(poll => (Poll: poll, Seen: poll())).ToList(),
            seen =>
            {
                left = seen.Where(s => !s.Seen.IsCompleted).Select(s => s.Poll).ToList();
                return left.Count == 0 ? null : seen.Where(s => !s.Seen.IsCompleted).Min(s => s.Seen.Delay);
            },
            seen => seen.ForEach(s => report(s.Seen)),
            seen => Show(seen.ConvertAll(s => s.Seen)),
            () => Hide(_shown.ToList()),
            _stop);
    }

    private void Show(List<ExecutionPoll> polls)
    {
        var waiting = polls.SelectMany(poll => poll.Waiting.Select(run => (Run: run, poll.Remaining))).ToList();
        var records = waiting.SelectMany((entry, i) => Bars(entry.Run, entry.Remaining, i)).ToList();
        Hide(_shown.Except(records.Select(record => record.ActivityId)).ToList());
        foreach (var record in records)
        {
            _shown.Add(record.ActivityId);
            _show(record);
        }
    }

    private static IEnumerable<ProgressRecord> Bars(ExecutionProgress run, TimeSpan remaining, int index)
    {
        var id = ProgressId + (index * 100);
        var stage = run.Stages.LastOrDefault(s => s.Activity is not null) ?? run.Stages.LastOrDefault(s => s.Status is not null);
        yield return new ProgressRecord(id, $"{run.Execution.PipelineName} {run.Execution.PipelineExecutionId}", stage is null ? run.Execution.Status ?? "Looking" : $"{run.Execution.Status}: {stage.StageName}")
        {
            SecondsRemaining = (int)remaining.TotalSeconds,
            PercentComplete = Percent(run.Stages.Sum(s => s.CompletedActions), run.Stages.Sum(s => s.TotalActions)),
            CurrentOperation = run.Execution.ConsoleUrl?.ToString(),
        };
        var child = id;
        foreach (var part in index < RunsWithStages ? run.Stages : [])
        {
            yield return new ProgressRecord(++child, part.StageName, part.Activity ?? part.Status ?? "Not reached")
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
            _show(new ProgressRecord(id, "Following runs", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static int Percent(int part, int whole) => whole == 0 ? -1 : Math.Min(100, part * 100 / whole);
}
