using System;
using System.Diagnostics;
using System.Management.Automation;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <content>Shows progress, and redraws it each second while a call blocks the command.</content>
public abstract partial class CancellableCommand
{
    private const int WaitProgressId = 1_262_960;

    /// <summary>Gets what a wait needs to show its progress. Ctrl+C ends the wait.</summary>
    private protected ProgressOutput LiveProgress => new(ShowProgress, tick => Tick = tick, StopToken);

    /// <summary>Gets what a wait between two calls needs to show its progress. Ctrl+C and an error that ends the command end the wait.</summary>
    private protected ProgressOutput LiveProgressBetweenCalls => LiveProgress with { Stop = WaitToken };

    // The action that redraws the progress of the current input; null for none.
    private Action? Tick
    {
        get => Beside is { } work ? work.State.Tick : _pipelineThread?.Tick;
        set
        {
            if (Beside is { } work)
            {
                work.State.Tick = value;
            }
            else
            {
                OwnThread.Tick = value;
            }
        }
    }

    /// <summary>Shows progress if a person can see it.</summary>
    /// <param name="record">The progress.</param>
    protected void ShowProgress(ProgressRecord record)
    {
        if (Beside is { } work)
        {
            work.PostIfFirst(() => ShowProgress(record));
        }
        else if (Interactivity.IsWatched(Host))
        {
            WriteProgress(Redacted(record));
        }
    }

    private void Redraw() => Tick?.Invoke();

    // A service waits during a call. Any thread can report it.
    private void ShowWait(DiagnosticEvent wait)
    {
        var since = Stopwatch.StartNew();
        Tick = () => ShowProgress(new ProgressRecord(WaitProgressId, wait.Activity ?? MyInvocation.MyCommand.Name, wait.Message)
        {
            SecondsRemaining = ProgressOutput.Seconds(wait.TimeLeft, since.Elapsed),
        });
    }

    // The waits of a service end with the call.
    private void EndWaits(Action? before)
    {
        if (Tick is { } tick && tick != before)
        {
            Tick = before;
            if (!StopToken.IsCancellationRequested)
            {
                ShowProgress(new ProgressRecord(WaitProgressId, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
            }
        }
    }
}
