using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Commands.Base;

/// <content>Lets the work of an input run on another thread. Only the pipeline thread writes, asks and uses the session state.</content>
public abstract partial class CancellableCommand
{
    private bool? _isConfirmedByPreference;
    private bool _isEndedByErrors;
    private CmdletAttribute? _declaration;

    // The input whose work runs on the current thread; null on the pipeline thread.
    private InputWork? Beside => _place.Value is { IsOnPipelineThread: false } place ? place.Work : null;

    /// <summary>Gets a value indicating whether the command changes something.</summary>
    private protected bool IsChange => Declaration.SupportsShouldProcess;

    private CmdletAttribute Declaration => _declaration ??= (CmdletAttribute)Attribute.GetCustomAttribute(GetType(), typeof(CmdletAttribute))!;

    /// <summary>Gets the token that ends a wait between two calls: Ctrl+C, or an error that ends the command.</summary>
    private protected CancellationToken WaitToken => Beside?.Closing ?? _stopping.Token;

    /// <summary>Gets the state of the input whose work or output runs now.</summary>
    private protected InputState CurrentInput => _place.Value?.Work.State ?? _own;

    // True if PowerShell confirms all changes without a prompt, and no message ends the command. Determined before the first input runs on its own thread.
    private bool IsConfirmedByPreference => _isConfirmedByPreference ?? throw new InvalidOperationException("The preferences were not read.");

    /// <summary>Gets what all inputs created, in their order.</summary>
    /// <returns>The states of the inputs that are in progress.</returns>
    private protected virtual IEnumerable<InputState> OpenStates() => [_own];

    /// <summary>Gets a value indicating whether a failure can mean that all other inputs fail, too.</summary>
    private protected virtual bool CanEnd => true;

    /// <summary>Adds to a failure what distinguishes its input.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The failure.</returns>
    private protected virtual ServiceException InContext(ServiceException failure) => failure;

    /// <summary>Lets the other inputs in progress end, because an error ends the command.</summary>
    /// <returns>What they created and did not report.</returns>
    private protected virtual IReadOnlyList<string> EndOthers() => [];

    /// <summary>Runs an action that uses PowerShell, in the order of the inputs. Does not wait for it on another thread.</summary>
    /// <param name="action">The action.</param>
    private protected void OnPipelineThread(Action action)
    {
        if (Beside is { } work)
        {
            work.Post(action);
        }
        else
        {
            action();
        }
    }

    /// <summary>Runs a function that uses PowerShell as soon as possible, and returns its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns>The result.</returns>
    private protected T WithPipelineThread<T>(Func<T> function) => Beside is { } work ? work.Call(function) : function();

    /// <summary>Runs an action of an input on the pipeline thread.</summary>
    /// <param name="work">The input.</param>
    /// <param name="action">The action.</param>
    private protected void RunFor(InputWork work, Action action)
    {
        var before = _place.Value;
        _place.Value = new InputPlace(work, IsOnPipelineThread: true);
        try
        {
            action();
        }
        finally
        {
            _place.Value = before;
        }
    }

    /// <summary>Creates the work of an input, for another thread.</summary>
    /// <param name="work">The input.</param>
    /// <param name="tables">The hashtables of the parameters, with their copies.</param>
    /// <param name="target">The input, for its error.</param>
    /// <param name="action">The work.</param>
    /// <returns>The work.</returns>
    private protected Action BesideOthers(InputWork work, Dictionary<Hashtable, Hashtable> tables, object? target, Action action) => () =>
    {
        _place.Value = new InputPlace(work, IsOnPipelineThread: false, tables);
        ProcessEach(target, action);
    };

    /// <summary>Gets a hashtable parameter as it was when the current input arrived. The script can change it for the next input.</summary>
    /// <param name="table">The parameter.</param>
    /// <returns>The hashtable.</returns>
    private protected Hashtable? AtInput(Hashtable? table) => table is not null && _place.Value?.Tables?.TryGetValue(table, out var copy) == true ? copy : table;

    /// <summary>Takes over what an input created and holds for the end of the command.</summary>
    /// <param name="work">The input, which is complete.</param>
    private protected void TakeOver(InputWork work)
    {
        work.State.Collect();
        _own.Created.Adopt(work.State.Created);
    }

    /// <summary>Blocks the pipeline thread until something is due, and answers the questions of calls meanwhile.</summary>
    /// <param name="due">Ends when something is due.</param>
    /// <returns>False after a stop.</returns>
    private protected bool WaitForInputs(Task due) => OwnThread.WaitFor(due, _stopping.Token) && !_stopping.IsCancellationRequested;

    /// <summary>Reads the preferences for prompts and messages, before the first input runs on its own thread.</summary>
    private protected void ReadPreferences()
    {
        _diagnostics.IsReportedAtOnce = s_preferences.All(names => PreferenceOf(names.Parameter, names.Variable) is not (ActionPreference.Stop or ActionPreference.Inquire));
        _isConfirmedByPreference = _diagnostics.IsReportedAtOnce && NeedsNoPrompt();
        _isEndedByErrors = IsEndedByError();
    }

    // With Inquire, the person or the redirected input may choose to continue.
    private bool IsEndedByError() => PreferenceOf("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    private PipelineThread OwnThread
    {
        get
        {
            _pipelineThread ??= new PipelineThread(ReportNow);
            _diagnostics.Created ??= _pipelineThread.ReportNow;
            return _pipelineThread;
        }
    }

    private bool NeedsNoPrompt()
    {
        var required = MyInvocation.BoundParameters.ContainsKey("Confirm")
            ? IsGiven("Confirm") ? ConfirmImpact.Low : ConfirmImpact.None
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference) ? preference : ConfirmImpact.High;
        var isTrial = MyInvocation.BoundParameters.ContainsKey("WhatIf") ? IsGiven("WhatIf") : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
        return !isTrial && (required == ConfirmImpact.None || Declaration.ConfirmImpact < required);
    }

    private sealed record InputPlace(InputWork Work, bool IsOnPipelineThread, Dictionary<Hashtable, Hashtable>? Tables = null);
}
