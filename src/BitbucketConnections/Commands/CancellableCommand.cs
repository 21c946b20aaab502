using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Errors;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>
/// A cmdlet that Ctrl+C ends at once: it owns the stopping token, blocks on tasks with it, and writes what services
/// report from the pipeline thread.
/// </summary>
public abstract partial class CancellableCommand : PSCmdlet, IDisposable
{
    // Windows PowerShell asks after each debug message; PowerShell 7 does not.
    private static readonly bool s_debugAsks = typeof(PSCmdlet).Assembly.GetName().Version.Major < 6;
    private static readonly (string Parameter, string Variable)[] s_preferences =
    [
        ("WarningAction", "WarningPreference"), ("Verbose", "VerbosePreference"), ("Debug", "DebugPreference"), ("InformationAction", "InformationPreference"),
    ];

    private readonly CancellationTokenSource _stopping = new();
    private readonly DiagnosticQueue _diagnostics = new();
    private readonly CreatedLog _created = new();
    private PipelineThread? _pipelineThread;
    private bool _wasAnswered;
    private bool _isWritingOutput;
    private bool _isStopTold;
    private int _mark;

    /// <summary>Gets the token that Ctrl+C cancels.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Gets where services report to.</summary>
    protected IDiagnosticSink Diagnostics => _diagnostics;

    /// <summary>Frees the token source.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks at the host, from any thread, while the pipeline thread is blocked on a call.</summary>
    /// <param name="ask">The question; it runs on the pipeline thread.</param>
    /// <returns>The answer; null when nobody can be asked now.</returns>
    protected string? AskAtHost(Func<string?> ask) => _pipelineThread?.Ask(ask, _stopping.Token);

    /// <summary>Shows progress, where somebody looks.</summary>
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
            // The cmdlet ended at the same moment; there is nothing left to stop.
        }
    }

    /// <summary>Blocks the pipeline thread on a service, and writes what it reported.</summary>
    /// <typeparam name="T">What the service gives.</typeparam>
    /// <param name="call">The call.</param>
    /// <returns>What the service gave.</returns>
    protected T Await<T>(Func<CancellationToken, Task<T>> call)
    {
        try
        {
            _pipelineThread ??= new PipelineThread(ReportNow);
            _diagnostics.Created ??= _pipelineThread.ReportNow;
            var task = call(_stopping.Token);
            _pipelineThread.WaitFor(task);
            var result = task.GetAwaiter().GetResult();
            _wasAnswered = true;
            return result;
        }
        catch (ServiceException refused) when (refused.Kind == ServiceErrorKind.Service)
        {
            // A refusal is an answer too: the service is there.
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

    /// <summary>Blocks the pipeline thread on a service that gives nothing.</summary>
    /// <param name="call">The call.</param>
    protected void Await(Func<CancellationToken, Task> call) => Await(async token =>
    {
        await call(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Does the work of one input; a failure of it is told, and the next input is tried.</summary>
    /// <param name="target">The input.</param>
    /// <param name="action">The work.</param>
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

    /// <summary>Writes an object to the pipeline. What was created for the input at hand has reached the caller then.</summary>
    /// <param name="output">The object.</param>
    protected new void WriteObject(object? output)
    {
        _isWritingOutput = true;
        base.WriteObject(output);
        _isWritingOutput = false;
        _created.Settle(_mark);
    }

    /// <summary>Writes a warning. Where a warning ends the command, the error names what was created.</summary>
    /// <param name="message">The warning.</param>
    protected new void WriteWarning(string message)
    {
        var text = Redaction.Message(message);
        EndBefore("WarningAction", "WarningPreference", text);
        base.WriteWarning(text);
    }

    /// <summary>Writes a verbose line. Where one ends the command, the error names what was created.</summary>
    /// <param name="message">The line.</param>
    protected new void WriteVerbose(string message)
    {
        var text = Redaction.Message(message);
        EndBefore("Verbose", "VerbosePreference", text);
        base.WriteVerbose(text);
    }

    /// <summary>Writes a debug message. Where one ends the command, the error names what was created.</summary>
    /// <param name="message">The message.</param>
    protected new void WriteDebug(string message)
    {
        var text = Redaction.Message(message);
        EndBefore("Debug", "DebugPreference", text);
        base.WriteDebug(text);
    }

    /// <summary>Gets what to say to somebody who stopped the command after it created something; null for nothing.</summary>
    private protected virtual string? StopAdvice => null;

    /// <summary>Keeps something that was created open until it is released: it is handed out after the input it belongs to.</summary>
    /// <param name="id">An id that its name has.</param>
    private protected void HoldCreated(string id) => _created.Hold(id);

    /// <summary>Notes that something that was held has reached the caller.</summary>
    /// <param name="id">An id that its name has.</param>
    private protected void ReleaseCreated(string id) => _created.Release(id);

    /// <summary>Tells a failure; ends the cmdlet where nothing more can work.</summary>
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

    /// <summary>Tells the finding of a local check, if there is one.</summary>
    /// <param name="finding">The finding, or null.</param>
    /// <param name="target">The input that was checked.</param>
    /// <returns>True when the input is fine.</returns>
    protected bool IsValid(Finding? finding, object? target)
    {
        if (finding is null)
        {
            return true;
        }

        WriteFailure(ServiceException.FromFindings([finding]), target);
        return false;
    }

    /// <summary>Frees the token source.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
            _pipelineThread?.Dispose();
        }
    }

    private static bool IsShown(ActionPreference preference) => preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // PowerShell ends the command in the middle of a write, and what it threw can't be replaced then. So what was created and did not reach
    // the caller is named before.
    private void EndBefore(string parameter, string variable, string message)
    {
        var preference = PreferenceOf(parameter, variable);
        if (IsEnding(preference) && NotHandedOut(_mark) is { Count: > 0 } created)
        {
            _created.Settle(_mark);
            var names = string.Join(", ", created);
            var ended = new ActionPreferenceStopException(
                $"The running command stopped because the preference variable \"{variable}\" or common parameter is set to {preference}: {message} Created before: {names}.");
            ended.Data["Created"] = names;
            throw ended;
        }
    }

    private bool IsEnding(ActionPreference preference) =>
        preference == ActionPreference.Stop || (preference == ActionPreference.Inquire && !Interactivity.IsInteractive(Host));

    // A record that ends the command has to wait until the call has ended, and all that it creates is known.
    private void ReportNow()
    {
        if (!s_preferences.Any(names => IsEnding(PreferenceOf(names.Parameter, names.Variable))))
        {
            DrainDiagnostics();
        }
    }

    private IReadOnlyList<string> NotHandedOut(int mark)
    {
        Collect();
        return _created.Since(mark);
    }

    // A pipeline that is stopping takes no records any more, so that the host itself shows this.
    private void TellStopped()
    {
        var created = NotHandedOut(0);
        if (_isStopTold || (_isWritingOutput && !_stopping.IsCancellationRequested) || (created.Count == 0 && _created.Doubts.Count == 0))
        {
            return;
        }

        _isStopTold = true;
        var made = created.Count == 0 ? null : $"Created before: {string.Join(", ", created)}.";
        var doubts = _created.Doubts.Count == 0 ? null : $"{string.Join(", ", _created.Doubts)} was sent, and AWS may have carried it out: look before you try again.";
        if (IsShown(PreferenceOf("WarningAction", "WarningPreference")))
        {
            Host?.UI?.WriteWarningLine(Redaction.Message(string.Join(" ", new[] { "Stopped.", made, made is null ? null : StopAdvice, doubts }.Where(part => part is not null))));
        }
    }

    // A variable that a function sets for itself holds the plain text, not the enumeration.
    private ActionPreference PreferenceOf(string parameter, string variable)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out var given))
        {
            return given switch
            {
                SwitchParameter { IsPresent: false } => ActionPreference.SilentlyContinue,
                SwitchParameter => parameter == "Debug" && s_debugAsks ? ActionPreference.Inquire : ActionPreference.Continue,
                _ => (ActionPreference)given,
            };
        }

        return LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(variable), out var preference) ? preference : ActionPreference.Continue;
    }

    private void Collect()
    {
        while (_diagnostics.TryTake(out var diagnostic))
        {
            Note(diagnostic!);
        }
    }

    private void Note(DiagnosticEvent diagnostic)
    {
        if (diagnostic.Level == DiagnosticLevel.Created)
        {
            _created.Add(diagnostic.Message);
        }
        else if (diagnostic.Level == DiagnosticLevel.InDoubt)
        {
            _created.AddDoubt(diagnostic.Message);
        }
    }

    private void DrainDiagnostics()
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
                    var created = Redaction.Message($"Created {diagnostic.Message}.");
                    WriteVerbose(created);
                    EndBefore("InformationAction", "InformationPreference", created);
                    WriteInformation(new InformationRecord(created, MyInvocation.MyCommand.Name));
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

        /// <summary>Gets or sets what happens when something was created, on the thread that reports it.</summary>
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
