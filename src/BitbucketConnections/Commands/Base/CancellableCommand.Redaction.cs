using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Remoting.Internal;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <content>Redacts all text that goes to a stream or a prompt. Objects are not redacted, because their data belongs to the user.</content>
public abstract partial class CancellableCommand
{
    private protected new void WriteVerbose(string text)
    {
        if (_diagnostics.IsVerboseWanted)
        {
            OnPipelineThread(() =>
            {
                EndBefore("Verbose", "VerbosePreference", text);
                Write(PSStreamObjectType.Verbose, "Verbose", Redaction.Message(text), base.WriteVerbose);
            });
        }
    }

    private protected new void WriteWarning(string text) => OnPipelineThread(() =>
    {
        EndBefore("WarningAction", "WarningPreference", text);
        Write(PSStreamObjectType.Warning, "WarningAction", Redaction.Message(text), base.WriteWarning);
    });

    /// <summary>Writes a warning without redaction. Its values have the names of secrets but are public, such as the keys of the sandbox.</summary>
    /// <param name="text">The warning.</param>
    private protected void WritePlainWarning(string text) => OnPipelineThread(() => Write(PSStreamObjectType.Warning, "WarningAction", text, base.WriteWarning));

    private protected new void WriteDebug(string text) => OnPipelineThread(() =>
    {
        EndBefore("Debug", "DebugPreference", text);
        Write(PSStreamObjectType.Debug, "Debug", Redaction.Message(text), base.WriteDebug);
    });

    // With -Debug, PowerShell would prompt after each of these messages, or end the command where no person can answer.
    private void Write(PSStreamObjectType stream, string parameter, string text, Action<string> write)
    {
        if (IsShownByDebug(parameter))
        {
            new PSStreamObject(stream, text).WriteStreamObject(this, overrideInquire: true);
        }
        else
        {
            WriteOrPrompt(parameter, () => write(text));
        }
    }

    // With Inquire, PowerShell ends the command if the person chooses so, or if the prompt fails. Its exception cannot be replaced.
    private void WriteOrPrompt(string parameter, Action write)
    {
        try
        {
            write();
        }
        catch (Exception) when (PreferenceOf(parameter, s_preferences.First(names => names.Parameter == parameter).Variable) == ActionPreference.Inquire)
        {
            TellStopped();
            throw;
        }
    }

    private protected new bool ShouldProcess(string target, string action) => Confirm(() => base.ShouldProcess(Redaction.Message(target), Redaction.Message(action)));

    private protected new bool ShouldProcess(string description, string question, string caption) => ShouldProcess(description, question, caption, out _);

    private protected new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason)
    {
        var found = ShouldProcessReason.None;
        var isConfirmed = Confirm(() => base.ShouldProcess(Redaction.Message(description), Redaction.Message(question), caption, out found));
        reason = found;
        return isConfirmed;
    }

    // A person answers for one input after another, and each answer takes effect before the next question. If no answer and no message can end the
    // command, the inputs do not wait for each other. PowerShell then still writes its verbose line.
    private bool Confirm(Func<bool> ask)
    {
        if (Beside is not { } work)
        {
            return Ask(ask);
        }

        if (IsConfirmedByPreference)
        {
            work.IsConfirmed = true;
            work.Post(() =>
            {
                if (!Ask(ask))
                {
                    throw new InvalidOperationException("PowerShell asked for a confirmation that its preferences do not require.");
                }
            });
            return true;
        }

        // An input can ask several questions.
        var isConfirmed = work.Ask(() => Ask(ask));
        work.IsConfirmed |= isConfirmed;
        return isConfirmed;
    }

    // PowerShell asks. If its prompt fails where no person can answer, its error names neither the reason nor the remedy: at the end of the input, it is
    // a NullReferenceException. An answer in redirected input is still read.
    private bool Ask(Func<bool> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception failure) when (failure is NullReferenceException or PSInvalidOperationException or HostException && !Interactivity.IsInteractive(Host))
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidState, $"{MyInvocation.MyCommand.Name} requires a confirmation, and no person can answer here. Add -Confirm:$false.", failure)
            {
                Condition = "ConfirmationNotPossible",
            };
        }
    }

    private static ProgressRecord Redacted(ProgressRecord record)
    {
        record.Activity = Redaction.Message(record.Activity);
        record.StatusDescription = Redaction.Message(record.StatusDescription);
        record.CurrentOperation = record.CurrentOperation is { } operation ? Redaction.Message(operation) : null;
        return record;
    }
}
