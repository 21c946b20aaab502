using System;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The log and the build of an action. Both end with the action.</summary>
internal sealed class ActionLog
{
    private readonly BuildLog? _log;
    private readonly BuildRecord? _build;

    /// <summary>Initializes a new instance of the <see cref="ActionLog"/> class.</summary>
    /// <param name="log">The log; null for a build without one.</param>
    /// <param name="build">The build; null for commands.</param>
    public ActionLog(BuildLog? log, BuildRecord? build)
    {
        _log = log;
        _build = build;
    }

    /// <summary>Gets the id of the build; null for commands.</summary>
    public string? BuildId => _build?.Id;

    /// <summary>Gets the ARN of the log stream of commands; null for a build.</summary>
    public string? StreamArn { get; init; }

    /// <summary>Ends the log and the build.</summary>
    /// <param name="isSuccess">True for a success.</param>
    /// <param name="error">The message of a failure; null for an action that was abandoned.</param>
    /// <param name="at">The time of the event.</param>
    public void End(bool isSuccess, string? error, DateTimeOffset at)
    {
        _log?.End(isSuccess, error, at);
        _build?.End(isSuccess ? "SUCCEEDED" : error is null ? "STOPPED" : "FAILED", at);
    }
}
