using System.Collections.Generic;

namespace BitbucketConnections.Failures;

/// <summary>A failure of an action that AWS reports with a known message.</summary>
public sealed class ActionFailure
{
    internal ActionFailure(string id, string message, string pattern, IReadOnlyList<FailureCause> causes)
    {
        Id = id;
        Message = message;
        Pattern = pattern;
        Causes = causes;
    }

    /// <summary>Gets the stable name, such as <c>BranchNotFound</c>.</summary>
    public string Id { get; }

    /// <summary>Gets the message of AWS in short, for people.</summary>
    public string Message { get; }

    /// <summary>Gets the regular expression that recognizes the message. It ignores case.</summary>
    public string Pattern { get; }

    /// <summary>Gets the causes, the most likely first.</summary>
    public IReadOnlyList<FailureCause> Causes { get; }
}
