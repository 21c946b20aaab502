using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Errors;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <summary>
/// Base of the cmdlets that Ctrl+C stops at once. It owns the cancellation token, blocks on tasks with it, and writes diagnostics of services on the
/// pipeline thread.
/// </summary>
public abstract partial class CancellableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly DiagnosticQueue _diagnostics = new();
    private PipelineThread? _pipelineThread;
    private bool _wasAnswered;

    /// <summary>Gets the token that Ctrl+C cancels.</summary>
    protected CancellationToken StopToken => _stopping.Token;

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
    protected string? AskAtHost(Func<string?> ask) => _pipelineThread?.Ask(ask, _stopping.Token);

    /// <summary>Shows progress if a person can see it.</summary>
    /// <param name="record">The progress.</param>
    protected void ShowProgress(ProgressRecord record)
    {
        if (Interactivity.IsWatched(Host))
        {
            WriteProgress(Redacted(record));
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _diagnostics.IsDebugWanted = IsShown(PreferenceOf("Debug", "DebugPreference"));

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
        try
        {
            _pipelineThread ??= new PipelineThread(ReportNow);
            _diagnostics.Created ??= _pipelineThread.ReportNow;
            var task = call(_stopping.Token);
            if (!_pipelineThread.WaitFor(task, _stopping.Token))
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
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            DrainDiagnostics();
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
        var outer = _mark;
        _mark = _created.Mark;
        try
        {
            action();
            _created.Settle(_mark);
        }
        catch (ServiceException failure)
        {
            WriteFailure(failure, target);
        }
        catch (PipelineStoppedException)
        {
            TellStopped();
            throw;
        }
        finally
        {
            _mark = outer;
        }
    }

    /// <summary>Writes a failure as an error. Ends the cmdlet if nothing else can succeed.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="target">The input that failed.</param>
    protected void WriteFailure(ServiceException failure, object? target)
    {
        DrainDiagnostics();
        var record = ErrorRecordFactory.Create(failure.WithCreated(_created.Since(_mark)), target);
        _created.Settle(_mark);
        var row = ErrorTable.Find(failure);
        if (row.IsTerminating || (row.IsTerminatingAtFirst && !_wasAnswered))
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
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
            _stopping.Dispose();
            _pipelineThread?.Dispose();
        }
    }

    /// <summary>Writes what the services reported: warnings, verbose lines and created resources.</summary>
    private protected void DrainDiagnostics()
    {
        while (_diagnostics.TryTake(out var diagnostic))
        {
            Note(diagnostic!);
            if (_stopping.IsCancellationRequested)
            {
                continue;
            }

            switch (diagnostic!.Level)
            {
                case DiagnosticLevel.Created:
                    WriteVerbose($"Created {diagnostic.Message}.");
                    EndBefore("InformationAction", "InformationPreference", "Created " + diagnostic.Message);
                    WriteInformation(new InformationRecord(Redaction.Message($"Created {diagnostic.Message}."), MyInvocation.MyCommand.Name));
                    break;
                case DiagnosticLevel.InDoubt:
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
    }

    private sealed class DiagnosticQueue : IDiagnosticSink
    {
        private readonly ConcurrentQueue<DiagnosticEvent> _queue = new();

        public bool IsDebugWanted { get; set; }

        /// <summary>Gets or sets the action to run when something was created, on the thread that reports it.</summary>
        public Action? Created { get; set; }

        public void Write(DiagnosticEvent diagnostic)
        {
            _queue.Enqueue(diagnostic);
            if (diagnostic.Level == DiagnosticLevel.Created)
            {
                Created?.Invoke();
            }
        }

        public bool TryTake(out DiagnosticEvent? diagnostic) => _queue.TryDequeue(out diagnostic);
    }
}
