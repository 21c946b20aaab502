using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>A row of the error table: how a failure is reported.</summary>
internal sealed class ErrorRow
{
    public ErrorRow(string id, ErrorCategory category, string advice, bool terminating = false, bool terminatingAtFirst = false)
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

    /// <summary>Gets the remedy. It is never empty.</summary>
    public string Advice { get; }

    /// <summary>Gets a value indicating whether the error ends the cmdlet.</summary>
    public bool IsTerminating { get; }

    /// <summary>Gets a value indicating whether the error ends the cmdlet if no service has answered yet.</summary>
    public bool IsTerminatingAtFirst { get; }
}
