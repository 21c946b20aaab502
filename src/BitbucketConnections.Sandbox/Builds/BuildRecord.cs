using System;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>A build of a pipeline action.</summary>
internal sealed class BuildRecord
{
    /// <summary>Gets the id, <c>project:uuid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name of the project, which the sandbox may not have.</summary>
    public required string ProjectName { get; init; }

    /// <summary>Gets the number of the build in its Region.</summary>
    public required long Number { get; init; }

    /// <summary>Gets what started it, such as <c>codepipeline/demo</c>.</summary>
    public required string Initiator { get; init; }

    /// <summary>Gets the settings of the project's logs; null for the default.</summary>
    public JsonObject? LogsConfig { get; init; }

    /// <summary>Gets the ARN of its role; null if the sandbox does not have the project.</summary>
    public string? ServiceRole { get; init; }

    /// <summary>Gets the start time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets the name of the log group; null without logs in CloudWatch.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Gets the name of the log stream; null without logs in CloudWatch.</summary>
    public string? LogStream { get; init; }

    /// <summary>Gets the status.</summary>
    public string Status { get; private set; } = "IN_PROGRESS";

    /// <summary>Gets the end time; null while it is in progress.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Ends the build.</summary>
    /// <param name="status">The status.</param>
    /// <param name="at">The time of the event.</param>
    public void End(string status, DateTimeOffset at)
    {
        Status = status;
        Ended = at;
    }
}
