namespace BitbucketConnections.Failures;

/// <summary>A cause of a failed action, and what removes it.</summary>
public sealed class FailureCause
{
    internal FailureCause(string cause, string remedy, string? command = null)
    {
        Cause = cause;
        Remedy = remedy;
        Command = command;
    }

    /// <summary>Gets the cause, as a sentence. It can contain <c>{role}</c>, the service role, and <c>{project}</c>, the build project.</summary>
    public string Cause { get; }

    /// <summary>Gets what to do, as sentences.</summary>
    public string Remedy { get; }

    /// <summary>
    /// Gets the command that does it, or null. It can contain <c>{pipeline}</c>, <c>{region}</c>, <c>{stage}</c> and <c>{connection}</c>. Words in capitals are to be
    /// replaced by the user.
    /// </summary>
    public string? Command { get; }
}
