using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Commands.Base;

/// <content>Processes inputs at the same time, each on its own thread. Output, errors and questions have the order of the inputs.</content>
public abstract partial class ServiceCommand
{
    // Keeps all threads busy, and limits how much output waits in memory. A change must not be far ahead of a command that ends the pipeline.
    private const int AheadPerThread = 4;
    private const int ChangesAheadPerThread = 1;

    // A change in progress makes a few calls, and AWS limits how long a call can take.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patienceAfterStop = TimeSpan.FromMilliseconds(500);
    private bool _isClosed;
    private List<PropertyInfo>? _tables;
    private InputQueue? _inputs;

    /// <summary>Gets how many inputs are processed at the same time.</summary>
    private protected virtual int InputLimit => 1;

    /// <summary>Completes the inputs that are in progress, and then runs <see cref="AfterInputs"/>, which can add more.</summary>
    protected sealed override void EndProcessing()
    {
        CompleteInputs();
        AfterInputs();
        CompleteInputs();
    }

    /// <summary>Runs after all inputs are complete.</summary>
    protected virtual void AfterInputs()
    {
    }

    /// <summary>Processes an input. If more inputs can follow, it is processed at the same time as others.</summary>
    /// <param name="target">The input, for its error.</param>
    /// <param name="key">The resource that the input identifies. Changes with the same key are processed one after another, in their order.</param>
    /// <param name="isOnly">Whether the input is to be processed now, because no other can follow.</param>
    /// <param name="action">The work. It can run on another thread, so it must not read parameters that the pipeline binds.</param>
    private protected void ProcessBeside(object? target, object? key, bool isOnly, Action action)
    {
        // An input that is processed now must not overtake earlier ones.
        if (InputLimit == 1 || (isOnly && !(_inputs?.Open.Count > 0)))
        {
            ProcessEach(target, action);
            return;
        }

        _inputs ??= CreateInputs();
        RunInputs(inputs => inputs.IsFull, isToWait: true);
        var (scope, tables) = (Scope, CopyTables());
        var started = _inputs.Add(target, IsChange ? key : null, work => BesideOthers(work, tables, target, () => InScope(scope, action)));

        // The next input may come much later, and only this thread can open the session for the first call of this one.
        RunInputs(_ => started is { IsStarting: true }, isToWait: true);
        RunInputs(_ => true, isToWait: false);
    }

    /// <summary>Determines whether the command has only one input.</summary>
    /// <param name="count">The number of inputs in the current record.</param>
    private protected bool IsOnly(int count) => count == 1 && !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    private protected override IEnumerable<InputState> OpenStates() => [.. base.OpenStates(), .. (_inputs?.Open ?? []).Select(work => work.State)];

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> EndOthers()
    {
        if (_inputs is null)
        {
            return [];
        }

        Close(_inputs);
        var others = _inputs.Open.Where(work => work.State != CurrentInput).ToList();
        others.ForEach(work => work.State.Collect());
        var changed = others.Where(work => work.IsConfirmed).Select(work => work.Target?.ToString()).ToList();
        if (changed.Count > 0)
        {
            WriteWarning($"{string.Join(", ", changed)} were processed at the same time as the input that ended the command. Check them. -ThrottleLimit 1 processes one input after another.");
        }

        return others.SelectMany(work => work.State.Created.TakeAll()).ToList();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _inputs is { } inputs)
        {
            if (inputs.Open.Count > 0)
            {
                // The command that wrote the inputs failed, so no other method runs.
                Close(inputs);
                TellStopped();
            }

            inputs.Dispose();
        }

        _pendingNotices?.Dispose();
        base.Dispose(disposing);
    }

    private InputQueue CreateInputs()
    {
        ReadPreferences();
        return new InputQueue(InputLimit, IsChange ? ChangesAheadPerThread : AheadPerThread, RunFor, StopToken) { Completed = TakeOver };
    }

    private Dictionary<Hashtable, Hashtable> CopyTables()
    {
        _tables ??= GetType().GetProperties().Where(property => property.PropertyType == typeof(Hashtable)).ToList();
        return _tables.Select(property => property.GetValue(this)).OfType<Hashtable>().Distinct().ToDictionary(table => table, table => (Hashtable)table.Clone());
    }

    private void CompleteInputs() => RunInputs(inputs => inputs.Open.Count > 0, isToWait: true);

    private void RunInputs(Func<InputQueue, bool> isToRun, bool isToWait)
    {
        if (_inputs is not { } inputs)
        {
            return;
        }

        try
        {
            while (isToRun(inputs))
            {
                var due = inputs.Listen();
                if (inputs.RunDue())
                {
                    // PowerShell reads $ErrorActionPreference once, so the error may not have ended the command. The other inputs have ended.
                    if (_isClosed)
                    {
                        throw new PipelineStoppedException();
                    }

                    continue;
                }

                if (!isToWait)
                {
                    return;
                }

                // What this waits for may have happened between the condition above and Listen. No signal comes for that.
                if (isToRun(inputs) && inputs.Open.Count > 0 && !WaitForInputs(due))
                {
                    throw new PipelineStoppedException();
                }
            }
        }
        catch
        {
            // The command ends here. What the other inputs created must be told, and nothing more must start.
            Close(inputs);
            TellStopped();
            throw;
        }
    }

    // Nothing is lost if a read is cancelled.
    private void Close(InputQueue inputs)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            inputs.Close(StopToken.IsCancellationRequested ? s_patienceAfterStop : IsChange ? s_patience : TimeSpan.Zero);
        }
    }
}
