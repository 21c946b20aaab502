using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>The failure of an action whose role, or whose build's role, does not have a right.</summary>
/// <param name="Code">The error code.</param>
/// <param name="Message">The message.</param>
internal sealed record ActionRefusal(string Code, string Message)
{
    /// <summary>The phase before a build has its log.</summary>
    public const string Submitted = "SUBMITTED";

    /// <summary>Gets the phase in which the build of the action failed, such as <c>DOWNLOAD_SOURCE</c>; null if no build started.</summary>
    public string? BuildPhase { get; private init; }

    /// <summary>Creates the failure of an action.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Permission(string message) => new("PermissionError", message);

    /// <summary>Creates the failure of an action with AWS's message for a missing right.</summary>
    /// <param name="session">The session of the role.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Denied(ServiceSession session, string action, string resource, IamDecision decision) =>
        Permission($"User: {session.Arn} is not authorized to perform: {action} on resource: {resource} {DenialReasons.Of(decision, action)}");

    /// <summary>Creates the failure of an action whose artifact store can't be used.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="error">The error of S3, with its code.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Store(string message, string error) => new("ConfigurationError", $"{message} Error: Amazon S3:{error}");

    /// <summary>Creates the failure of an action whose build can't start.</summary>
    /// <param name="message">The message of CodeBuild.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal BuildStart(string message) => new("ConfigurationError", $"Error calling startBuild: {message}");

    /// <summary>Creates the failure of an action whose build failed.</summary>
    /// <param name="phase">The phase of the build, such as <c>DOWNLOAD_SOURCE</c>.</param>
    /// <param name="message">The message of the phase.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Build(string phase, string message) =>
        new("JobFailed", $"Build terminated with state: FAILED. Phase: {phase}, Code: CLIENT_ERROR, Message: {message}") { BuildPhase = phase };
}
