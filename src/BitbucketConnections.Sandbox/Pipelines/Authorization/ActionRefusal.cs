using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>The failure of an action whose role, or whose build's role, does not have a right.</summary>
/// <param name="Code">The error code.</param>
/// <param name="Message">The message.</param>
internal sealed record ActionRefusal(string Code, string Message)
{
    private const string SessionName = "sandbox";

    /// <summary>Creates the failure of an action.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Permission(string message) => new("PermissionError", message);

    /// <summary>Creates the failure of an action with AWS's message for a missing right.</summary>
    /// <param name="role">The role.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Denied(string role, string action, string resource, IamDecision decision)
    {
        var account = Arn.TryParse(role, out var arn) ? arn.AccountId : string.Empty;
        var session = $"arn:{arn?.Partition}:sts::{account}:assumed-role/{PipelineNameRules.RoleNameOf(role)}/{SessionName}";
        return Permission($"User: {session} is not authorized to perform: {action} on resource: {resource} {DenialReasons.Of(decision, action)}");
    }

    /// <summary>Creates the failure of an action whose build failed.</summary>
    /// <param name="phase">The phase of the build, such as <c>DOWNLOAD_SOURCE</c>.</param>
    /// <param name="message">The message of the phase.</param>
    /// <returns>The failure.</returns>
    public static ActionRefusal Build(string phase, string message) =>
        new("JobFailed", $"Build terminated with state: FAILED. Phase: {phase}, Code: CLIENT_ERROR, Message: {message}");
}
