using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Hosting;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Commands.Base;

/// <content>Reports everything that the command created: as output, in the error, or in the message when the command is stopped.</content>
public abstract partial class CancellableCommand
{
    private const int MaximumPosted = 500;

    private static readonly (string Parameter, string Variable)[] s_preferences =
    [
        ("WarningAction", "WarningPreference"), ("Verbose", "VerbosePreference"), ("Debug", "DebugPreference"), ("InformationAction", "InformationPreference"),
    ];

    private bool _isStopTold;

    /// <summary>Writes an object to the pipeline. Everything that was created for the current input counts as reported.</summary>
    /// <param name="output">The object.</param>
    private protected new void WriteObject(object? output) => WriteObject(output, enumerateCollection: false);

    /// <summary>Writes an object or its elements to the pipeline. Everything that was created for the current input counts as reported.</summary>
    /// <param name="output">The object.</param>
    /// <param name="enumerateCollection">Whether to write the elements of a collection.</param>
    private protected new void WriteObject(object? output, bool enumerateCollection)
    {
        if (Beside is { PostedCount: >= MaximumPosted } work)
        {
            // The output of a long list must not wait in memory until all earlier inputs are complete.
            work.Ask(() => WriteNow(output, enumerateCollection));
        }
        else
        {
            OnPipelineThread(() => WriteNow(output, enumerateCollection));
        }
    }

    /// <summary>Gets advice for a user who stopped the command after it created something; null if there is none.</summary>
    private protected virtual string? StopAdvice => null;

    /// <summary>Keeps a created object unreported until <see cref="ReleaseCreated"/>, because it is written after its input is processed.</summary>
    /// <param name="id">An id that its name contains.</param>
    private protected void HoldCreated(string id) => OnPipelineThread(() => CurrentInput.Created.Hold(id));

    /// <summary>Marks a held object as reported.</summary>
    /// <param name="id">An id that its name contains.</param>
    private protected void ReleaseCreated(string id) => OnPipelineThread(() => CurrentInput.Created.Release(id));

    private bool WriteNow(object? output, bool enumerateCollection)
    {
        var state = CurrentInput;
        state.IsWritingOutput = true;
        base.WriteObject(output, enumerateCollection);
        state.IsWritingOutput = false;
        state.Created.Settle(state.Mark);
        return true;
    }

    /// <summary>Gets a value indicating whether the user sees warnings.</summary>
    private protected bool AreWarningsShown => IsShown(PreferenceOf("WarningAction", "WarningPreference"));

    private static bool IsShown(ActionPreference preference) => preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // PowerShell ends the command in the middle of a write, and its exception cannot be replaced. So unreported objects are named before the write.
    private void EndBefore(string parameter, string variable, string message)
    {
        var preference = PreferenceOf(parameter, variable);
        if (IsEnding(preference) && Done(CurrentInput) is { } done)
        {
            var created = CurrentInput.Created.Since(CurrentInput.Mark);
            CurrentInput.Created.Settle(CurrentInput.Mark);
            var ended = new ActionPreferenceStopException(
                $"The running command stopped because the preference variable \"{variable}\" or common parameter is set to {preference}: {WithStop(Redaction.Message(message))} {done}");
            if (created.Count > 0)
            {
                ended.Data["Created"] = string.Join(", ", created);
            }

            throw ended;
        }
    }

    private static string WithStop(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";

    private bool IsEnding(ActionPreference preference) =>
        preference == ActionPreference.Stop || (preference == ActionPreference.Inquire && !Interactivity.IsInteractive(Host));

    // A record that ends the command must wait until the call ends, when everything that it creates is known.
    private void ReportNow()
    {
        if (!s_preferences.Any(names => IsEnding(PreferenceOf(names.Parameter, names.Variable))))
        {
            DrainDiagnostics();
        }
    }

    private static string? Done(InputState state)
    {
        state.Collect();
        return Describe(state.Created.Since(state.Mark), state.Created.CallsSince(state.Mark));
    }

    private static string? Describe(IReadOnlyCollection<string> created, IReadOnlyCollection<string> calls)
    {
        var made = created.Count == 0 ? null : $"Already created: {string.Join(", ", created)}.";
        var completed = calls.Count == 0 ? null : $"Completed: {string.Join(", ", calls)}.";
        return made is null ? completed : completed is null ? made : $"{made} {completed}";
    }

    // The result of a call that does not end is unknown. This does not matter for a command that changes nothing.
    private void NoteLeftCall()
    {
        if (IsChange)
        {
            CurrentInput.Report(new DiagnosticEvent(DiagnosticLevel.InDoubt, "A call that did not finish"));
        }
    }

    // A stopping pipeline accepts no records, so the host shows this warning.
    private protected void TellStopped()
    {
        var states = OpenStates().Where(state => !state.IsWritingOutput || _stopping.IsCancellationRequested).ToList();
        states.ForEach(state => state.Collect());
        var created = states.SelectMany(state => state.Created.Since(0)).Distinct(StringComparer.Ordinal).ToList();
        var calls = states.SelectMany(state => state.Created.CallsSince(0)).Distinct(StringComparer.Ordinal).ToList();
        var doubtful = states.SelectMany(state => state.Created.Doubts).ToList();
        var done = Describe(created, calls);
        if (_isStopTold || (done is null && doubtful.Count == 0))
        {
            return;
        }

        _isStopTold = true;
        var doubts = doubtful.Count == 0 ? null : $"{string.Join(", ", doubtful)} was sent, and AWS may have performed it. Check the result before you try again.";
        if (IsShown(PreferenceOf("WarningAction", "WarningPreference")))
        {
            Host?.UI?.WriteWarningLine(Redaction.Message(string.Join(" ", new[] { "Stopped.", done, created.Count == 0 ? null : StopAdvice, doubts }.Where(part => part is not null))));
        }
    }

    // A preference variable that a function sets can be plain text instead of the enumeration.
    private ActionPreference PreferenceOf(string parameter, string variable)
    {
        if (IsShownByDebug(parameter))
        {
            return ActionPreference.Continue;
        }

        if (MyInvocation.BoundParameters.TryGetValue(parameter, out var given))
        {
            return given switch
            {
                SwitchParameter { IsPresent: false } => ActionPreference.SilentlyContinue,
                SwitchParameter => ActionPreference.Continue,
                _ => (ActionPreference)given,
            };
        }

        return LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(variable), out var preference) ? preference : ActionPreference.Continue;
    }

    // -Debug also shows verbose lines and warnings, unless their own parameter is specified.
    private bool IsShownByDebug(string parameter) =>
        IsGiven("Debug") && (parameter == "Debug" || (parameter is "Verbose" or "WarningAction" && !MyInvocation.BoundParameters.ContainsKey(parameter)));

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.TryGetValue(parameter, out var given) && given is SwitchParameter { IsPresent: true };
}
