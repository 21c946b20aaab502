using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Control;

/// <summary>The body of a request about a connection.</summary>
internal sealed class ConnectionBody
{
    /// <summary>Gets the ARN of the connection; for a status, also its name.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the status to set; null in other requests.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the accounts to share it with; null in other requests.</summary>
    public IReadOnlyList<string>? AccountIds { get; init; }
}

/// <summary>The body of a request about an alarm.</summary>
internal sealed class AlarmBody
{
    /// <summary>Gets the name of the alarm.</summary>
    public required string AlarmName { get; init; }

    /// <summary>Gets its state.</summary>
    public required string State { get; init; }
}

/// <summary>The body of a request about a Region.</summary>
internal sealed class RegionBody
{
    /// <summary>Gets the Region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets how it answers.</summary>
    public required SandboxRegionStatus Status { get; init; }
}

/// <summary>The body of a request that puts the clock forward.</summary>
internal sealed class ClockBody
{
    /// <summary>Gets how far.</summary>
    public required TimeSpan Forward { get; init; }
}

/// <summary>The time of the sandbox.</summary>
/// <param name="Time">The time.</param>
internal sealed record TimeBody(DateTimeOffset Time);

/// <summary>An error of the control API.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Condition">The condition, or null.</param>
/// <param name="Message">The message.</param>
internal sealed record ErrorBody(ServiceErrorKind Kind, string? Condition, string Message);
