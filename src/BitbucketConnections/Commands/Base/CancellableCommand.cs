using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Completion;
using BitbucketConnections.Errors;
using BitbucketConnections.Hosting;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Commands.Base;

/// <summary>
/// Base of the cmdlets that Ctrl+C stops at once. It owns the cancellation token, blocks on tasks with it, and writes diagnostics of services on the
/// pipeline thread.
/// </summary>
public abstract partial class CancellableCommand : PSCmdlet, IDisposable
{
    private static readonly string[] s_readingVerbs = [VerbsCommon.Get, VerbsDiagnostic.Test, VerbsData.Export];
    private readonly CancellationTokenSource _stopping = new();
    private readonly AsyncLocal<InputPlace?> _place = new();
    private readonly InputState _own = new();
    private readonly DiagnosticSink _diagnostics;
    private PipelineThread? _pipelineThread;
    private bool _wasAnswered;
    private volatile bool _hasFailures;

    /// <summary>Initializes a new instance of the <see cref="CancellableCommand"/> class.</summary>
    protected CancellableCommand() => _diagnostics = new DiagnosticSink(() => _place.Value?.Work, _own, DrainFor, ShowWait);

    /// <summary>Gets the token that Ctrl+C cancels.</summary>
    protected CancellationToken StopToken => Beside?.Token ?? _stopping.Token;

    /// <summary>Gets a value indicating whether the command wrote the error of an input.</summary>
    private protected bool HasFailures => _hasFailures;

    /// <summary>Gets the sink for diagnostics of services.</summary>
    protected IDiagnosticSink Diagnostics => _diagnostics;

    /// <summary>Disposes the token source.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Prompts at the host, from any thread, while the pipeline thread is blocked on a call.</summary>
    /// <param name="ask">The prompt, which runs on the pipeline thread.</param>
    /// <returns>The answer; null if no prompt is possible now.</returns>
    protected string? AskAtHost(Func<string?> ask) => Beside is { } work ? work.Call(ask) : _pipelineThread?.Ask(ask, _stopping.Token);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _diagnostics.IsDebugWanted = IsShown(PreferenceOf("Debug", "DebugPreference"));
        _diagnostics.IsVerboseWanted = IsShown(PreferenceOf("Verbose", "VerbosePreference"));
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended at the same time, so nothing is left to stop.
        }
    }

    /// <summary>Blocks the pipeline thread on a service call, and writes its diagnostics.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">The call.</param>
    /// <returns>The result of the call.</returns>
    protected T Await<T>(Func<CancellationToken, Task<T>> call)
    {
        var tick = Tick;
        try
        {
            // A call can report what it created before it returns its task.
            var thread = Beside is null ? OwnThread : null;
            var task = call(StopToken);
            Beside?.Start();
            if (!(thread?.WaitFor(task, StopToken) ?? PipelineThread.WaitBeside(task, Redraw, StopToken)))
            {
                NoteLeftCall();
                throw new PipelineStoppedException();
            }

            var result = task.GetAwaiter().GetResult();
            _wasAnswered = true;
            return result;
        }
        catch (ServiceException refused) when (refused.Kind == ServiceErrorKind.Service)
        {
            // A refusal is also an answer: the service is reachable.
            _wasAnswered = true;
            throw;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            DrainDiagnostics();
            EndWaits(tick);
        }
    }

    /// <summary>Blocks the pipeline thread on a service call without a result.</summary>
    /// <param name="call">The call.</param>
    protected void Await(Func<CancellationToken, Task> call) => Await(async token =>
    {
        await call(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Processes one input. A failure is written as an error, and the next input is processed.</summary>
    /// <param name="target">The input.</param>
    /// <param name="action">The action.</param>
    protected void ProcessEach(object? target, Action action)
    {
        var state = CurrentInput;
        OnPipelineThread(state.Enter);
        try
        {
            action();
            OnPipelineThread(() => state.Created.Settle(state.Mark));
        }
        catch (ServiceException failure)
        {
            WriteFailure(failure, target);
        }
        catch (PipelineStoppedException) when (Beside is null)
        {
            TellStopped();
            throw;
        }
        finally
        {
            OnPipelineThread(state.Leave);
        }
    }

    /// <summary>Writes a failure as an error. Ends the cmdlet if nothing else can succeed.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="target">The input that failed.</param>
    protected void WriteFailure(ServiceException failure, object? target)
    {
        _hasFailures = true;
        var shown = InContext(failure);
        DrainDiagnostics();
        if (Beside is { } work && (_isEndedByErrors || (CanEnd && ErrorTable.Find(shown).IsTerminating)))
        {
            // The work must not continue with the next part of its input.
            work.Ask(() => WriteNow(shown, target));
        }
        else
        {
            OnPipelineThread(() => WriteNow(shown, target));
        }
    }

    /// <summary>Writes the finding of a local check, if there is one.</summary>
    /// <param name="finding">The finding, or null.</param>
    /// <param name="target">The input that was checked.</param>
    /// <returns>True if the input is valid.</returns>
    protected bool IsValid(Finding? finding, object? target)
    {
        if (finding is null)
        {
            return true;
        }

        WriteFailure(ServiceException.FromFindings([finding]), target);
        return false;
    }

    /// <summary>Disposes the token source.</summary>
    /// <param name="disposing">True if called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // What a change creates or removes must be in the next list that Tab offers.
            if (Array.IndexOf(s_readingVerbs, GetType().GetCustomAttribute<CmdletAttribute>()?.VerbName) < 0)
            {
                CompletionMemory.Clear();
            }

            _stopping.Dispose();
            _pipelineThread?.Dispose();
        }
    }

    /// <summary>Writes what the services reported: warnings, verbose lines and created resources.</summary>
    private protected void DrainDiagnostics()
    {
        var state = CurrentInput;
        if (Beside is { } work)
        {
            // What is reported later belongs after what the cmdlet writes in the meantime.
            if (!state.IsAllTaken)
            {
                DrainFor(work);
            }
        }
        else
        {
            Drain(state, long.MaxValue);
        }
    }

    private bool WriteNow(ServiceException failure, object? target)
    {
        var row = ErrorTable.Find(failure);
        var isEnd = CanEnd && (row.IsTerminating || (row.IsTerminatingAtFirst && !_wasAnswered));
        var state = CurrentInput;
        var created = state.Created.Since(state.Mark);
        state.Created.Settle(state.Mark);

        // What is held for the end of the command is not written any more.
        IReadOnlyList<string> others = isEnd || IsEndedByError() ? [.. EndOthers(), .. _own.Created.TakeAll()] : [];
        var record = ErrorRecordFactory.Create(failure.WithCreated([.. created.Concat(others).Distinct(StringComparer.Ordinal)]), target);
        if (isEnd)
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
        return true;
    }

    private void DrainFor(InputWork work)
    {
        var reported = work.State.Reported;
        work.Post(() => Drain(work.State, reported));
    }

    private void Drain(InputState state, long reported)
    {
        while (state.TryTake(reported, out var diagnostic))
        {
            state.Note(diagnostic);
            if (!_stopping.IsCancellationRequested)
            {
                Write(diagnostic);
            }
        }
    }

    private void Write(DiagnosticEvent diagnostic)
    {
        switch (diagnostic.Level)
        {
            case DiagnosticLevel.Created:
                WriteVerbose($"Created {diagnostic.Message}.");
                EndBefore("InformationAction", "InformationPreference", "Created " + diagnostic.Message);
                WriteOrPrompt("InformationAction", () => WriteInformation(new InformationRecord(Redaction.Message($"Created {diagnostic.Message}."), MyInvocation.MyCommand.Name)));
                break;
            case DiagnosticLevel.Withdrawn:
                WriteOrPrompt("InformationAction", () => WriteInformation(new InformationRecord(Redaction.Message($"Removed {diagnostic.Message} again."), MyInvocation.MyCommand.Name)));
                break;
            case DiagnosticLevel.InDoubt or DiagnosticLevel.Completed:
                break;
            case DiagnosticLevel.Warning:
                WriteWarning(diagnostic.Message);
                break;
            case DiagnosticLevel.Debug:
                WriteDebug(diagnostic.Message);
                break;
            default:
                WriteVerbose(diagnostic.Message);
                break;
        }
    }

    private sealed class DiagnosticSink(Func<InputWork?> current, InputState own, Action<InputWork> report, Action<DiagnosticEvent> showWait) : IDiagnosticSink
    {
        public bool IsDebugWanted { get; set; }

        public bool IsVerboseWanted { get; set; }

        /// <summary>Gets or sets whether an input on another thread reports at once what it created. False if a message can end the command.</summary>
        public bool IsReportedAtOnce { get; set; }

        /// <summary>Gets or sets the action to run when something was created, on the thread that reports it.</summary>
        public Action? Created { get; set; }

        public void Write(DiagnosticEvent diagnostic)
        {
            if (diagnostic.Level == DiagnosticLevel.Verbose && !IsVerboseWanted)
            {
                return;
            }

            if (diagnostic.Level == DiagnosticLevel.Progress)
            {
                showWait(diagnostic);
                return;
            }

            var work = current();
            (work?.State ?? own).Report(diagnostic);
            if (diagnostic.Level != DiagnosticLevel.Created)
            {
                return;
            }

            if (work is null)
            {
                Created?.Invoke();
            }
            else if (IsReportedAtOnce)
            {
                report(work);
            }
        }
    }
}
