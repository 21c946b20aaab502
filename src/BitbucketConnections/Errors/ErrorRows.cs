using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>The rows and the kinds of rows that the codes of several services share.</summary>
internal static class ErrorRows
{
    /// <summary>What to do where AWS found nothing.</summary>
    public const string CheckName = "Check the name or ARN, the Region and the account.";

    /// <summary>What to do where only AWS knows the rule.</summary>
    public const string ReadMessage = "Read the message of AWS. It names the value and the rule.";

    /// <summary>What to do about what passes.</summary>
    public const string Wait = "Wait a moment and try again.";

    /// <summary>Gets the row of an identity without a right.</summary>
    public static ErrorRow Denied { get; } = new(
        "AccessDenied", ErrorCategory.PermissionDenied, "Ask an administrator for the permission that the message names.");

    /// <summary>Gets the row of too many calls.</summary>
    public static ErrorRow Throttled { get; } = new("RequestThrottled", ErrorCategory.LimitsExceeded, Wait);

    /// <summary>Gets the row of a quota that is used up.</summary>
    public static ErrorRow Quota { get; } = new(
        "QuotaExceeded", ErrorCategory.QuotaExceeded, "Remove resources that you do not need, or request an increase in the Service Quotas console.");

    /// <summary>Gets the row of a change that somebody makes at the same time.</summary>
    public static ErrorRow Concurrent { get; } = new("ConcurrentChange", ErrorCategory.ResourceBusy, Wait);

    /// <summary>Gets the row of a failure inside AWS.</summary>
    public static ErrorRow Failure { get; } = new("ServiceFailure", ErrorCategory.InvalidResult, Wait);

    /// <summary>Gets the row of a request that AWS does not take.</summary>
    public static ErrorRow InvalidRequest { get; } = new("InvalidRequest", ErrorCategory.InvalidArgument, ReadMessage);

    /// <summary>Gets the row of credentials that AWS does not know.</summary>
    public static ErrorRow Credentials { get; } = new(
        "CredentialsInvalid", ErrorCategory.AuthenticationError, "Check the keys or the profile, and the clock of this machine.", terminating: true);

    /// <summary>Gets the row of credentials that have expired.</summary>
    public static ErrorRow Expired { get; } = new(
        "CredentialsExpired", ErrorCategory.AuthenticationError, "Get new credentials. For SSO, run 'aws sso login --profile NAME'.", terminating: true);

    /// <summary>Gets the row of a service that can't be reached just now.</summary>
    public static ErrorRow Unavailable { get; } = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait);

    /// <summary>Gets the row of something that the service does not do.</summary>
    public static ErrorRow NotSupported { get; } = new("OperationNotSupported", ErrorCategory.NotImplemented, ReadMessage);

    /// <summary>Gets the row of a role that does not exist.</summary>
    public static ErrorRow RoleNotFound { get; } = new("RoleNotFound", ErrorCategory.ObjectNotFound, "Check the name of the role, without its path, and the account.");

    /// <summary>Gets the row of a name that another pipeline has.</summary>
    public static ErrorRow PipelineExists { get; } = new(
        "PipelineAlreadyExists", ErrorCategory.ResourceExists, "Choose another name, or use -ReuseExisting to use the existing pipeline. A name is unique in the account and Region, and can't be changed.");

    /// <summary>Makes the row of something that is not there.</summary>
    /// <param name="what">What, as in the id.</param>
    public static ErrorRow NotFound(string what) => new(what + "NotFound", ErrorCategory.ObjectNotFound, CheckName);

    /// <summary>Makes the row of a value that AWS does not take.</summary>
    /// <param name="what">What, as in the id.</param>
    public static ErrorRow Invalid(string what) => new("Invalid" + what, ErrorCategory.InvalidArgument, ReadMessage);

    /// <summary>Makes the row of something that is there already.</summary>
    /// <param name="what">What, as in the id.</param>
    /// <param name="advice">What to do about it.</param>
    public static ErrorRow Exists(string what, string advice = "Choose another name.") =>
        new(what + "AlreadyExists", ErrorCategory.ResourceExists, advice);

    /// <summary>Makes the row of something that is in a state it can't be done in.</summary>
    /// <param name="id">The id.</param>
    /// <param name="advice">What to do about it.</param>
    public static ErrorRow State(string id, string advice) => new(id, ErrorCategory.InvalidOperation, advice);
}
