using System.Management.Automation;

namespace BitbucketConnections.Commands.Base;

/// <content>Redacts all text that goes to a stream or a prompt. Objects are not redacted, because their data belongs to the user.</content>
public abstract partial class CancellableCommand
{
    private protected new void WriteVerbose(string text)
    {
        EndBefore("Verbose", "VerbosePreference", text);
        base.WriteVerbose(Redaction.Message(text));
    }

    private protected new void WriteWarning(string text)
    {
        EndBefore("WarningAction", "WarningPreference", text);
        base.WriteWarning(Redaction.Message(text));
    }

    private protected new void WriteDebug(string text)
    {
        EndBefore("Debug", "DebugPreference", text);
        base.WriteDebug(Redaction.Message(text));
    }

    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(Redaction.Message(target), action);

    private protected new bool ShouldProcess(string description, string question, string caption) =>
        base.ShouldProcess(Redaction.Message(description), Redaction.Message(question), caption);

    private static ProgressRecord Redacted(ProgressRecord record)
    {
        record.Activity = Redaction.Message(record.Activity);
        record.StatusDescription = Redaction.Message(record.StatusDescription);
        record.CurrentOperation = record.CurrentOperation is { } operation ? Redaction.Message(operation) : null;
        return record;
    }
}
