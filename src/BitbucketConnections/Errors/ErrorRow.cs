using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>How a failure is told: a row of the error table.</summary>
internal sealed class ErrorRow
{
    public ErrorRow(string id, ErrorCategory category, string? advice = null, bool terminating = false, bool terminatingAtFirst = false)
    {
        Id = id;
        Category = category;
        Advice = advice;
        IsTerminating = terminating;
        IsTerminatingAtFirst = terminatingAtFirst;
    }

    /// <summary>Gets the stable error id.</summary>
    public string Id { get; }

    public ErrorCategory Category { get; }

    /// <summary>Gets what to do about it; null where the message says it.</summary>
    public string? Advice { get; }

    /// <summary>Gets a value indicating whether nothing more can work after it.</summary>
    public bool IsTerminating { get; }

    /// <summary>Gets a value indicating whether nothing more can work after it when no service has answered the cmdlet before.</summary>
    public bool IsTerminatingAtFirst { get; }
}
