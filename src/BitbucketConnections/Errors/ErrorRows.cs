using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>The rows that codes of several services share, and methods that create rows.</summary>
internal static class ErrorRows
{
    /// <summary>The remedy for an object that AWS did not find.</summary>
    public const string CheckName = "Check the name or ARN, the Region and the account.";

    /// <summary>The remedy if only AWS knows the rule.</summary>
    public const string ReadMessage = "Read the message of AWS. It names the value and the rule.";

    /// <summary>The remedy for a temporary condition.</summary>
    public const string Wait = "Wait a moment and try again.";

    /// <summary>Gets the row for missing permissions.</summary>
    public static ErrorRow Denied { get; } = new(
        "AccessDenied", ErrorCategory.PermissionDenied, "Ask an administrator for the permission that the message names.");

    /// <summary>Gets the row for too many calls.</summary>
    public static ErrorRow Throttled { get; } = new("RequestThrottled", ErrorCategory.LimitsExceeded, Wait);

    /// <summary>Gets the row for an exceeded quota.</summary>
    public static ErrorRow Quota { get; } = new(
        "QuotaExceeded", ErrorCategory.QuotaExceeded, "Remove resources that you do not need, or request an increase in the Service Quotas console.");

    /// <summary>Gets the row for a concurrent change.</summary>
    public static ErrorRow Concurrent { get; } = new("ConcurrentChange", ErrorCategory.ResourceBusy, Wait);

    /// <summary>Gets the row for a failure inside AWS.</summary>
    public static ErrorRow Failure { get; } = new("ServiceFailure", ErrorCategory.InvalidResult, Wait);

    /// <summary>Gets the row for a request that AWS does not accept.</summary>
    public static ErrorRow InvalidRequest { get; } = new("InvalidRequest", ErrorCategory.InvalidArgument, ReadMessage);

    /// <summary>Gets the row for credentials that AWS does not accept.</summary>
    public static ErrorRow Credentials { get; } = new(
        "CredentialsInvalid", ErrorCategory.AuthenticationError, "Check the keys or the profile, and the clock of this machine.", terminating: true);

    /// <summary>Gets the row for expired credentials.</summary>
    public static ErrorRow Expired { get; } = new(
        "CredentialsExpired", ErrorCategory.AuthenticationError, "Get new credentials. For SSO, run 'aws sso login --profile NAME'.", terminating: true);

    /// <summary>Gets the row for a service that is temporarily unavailable.</summary>
    public static ErrorRow Unavailable { get; } = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait);

    /// <summary>Gets the row for an unsupported operation.</summary>
    public static ErrorRow NotSupported { get; } = new("OperationNotSupported", ErrorCategory.NotImplemented, ReadMessage);

    /// <summary>Gets the row for a stage condition that can't be overridden.</summary>
    public static ErrorRow ConditionNotOverridable { get; } = State(
        "ConditionNotOverridable", "Only a condition that failed or whose rules are in progress can be overridden, and not one with the result SKIP. Check it with Get-BitbucketPipelineState.");

    /// <summary>Gets the row for a role that does not exist.</summary>
    public static ErrorRow RoleNotFound { get; } = new("RoleNotFound", ErrorCategory.ObjectNotFound, "Check the name of the role, without its path, and the account.");

    /// <summary>Gets the row for an execution that does not exist.</summary>
    public static ErrorRow ExecutionNotFound { get; } = new(
        "PipelineExecutionNotFound", ErrorCategory.ObjectNotFound, "Check the id, the pipeline and the Region. Get-BitbucketPipelineExecution lists the executions of the last 12 months.");

    /// <summary>Gets the row for a stage that does not exist.</summary>
    public static ErrorRow StageNotFound { get; } = new(
        "StageNotFound", ErrorCategory.ObjectNotFound, "Check the name, including upper and lower case. Get-BitbucketPipelineState shows the stages.");

    /// <summary>Gets the row for a pipeline name that already exists.</summary>
    public static ErrorRow PipelineExists { get; } = new(
        "PipelineAlreadyExists", ErrorCategory.ResourceExists, "Choose another name, or use -ReuseExisting to use the existing pipeline. A name is unique in the account and Region, and can't be changed.");

    /// <summary>Creates the row for an object that does not exist.</summary>
    /// <param name="what">The kind of object, as in the id.</param>
    public static ErrorRow NotFound(string what) => new(what + "NotFound", ErrorCategory.ObjectNotFound, CheckName);

    /// <summary>Creates the row for a value that AWS does not accept.</summary>
    /// <param name="what">The kind of object, as in the id.</param>
    public static ErrorRow Invalid(string what) => new("Invalid" + what, ErrorCategory.InvalidArgument, ReadMessage);

    /// <summary>Creates the row for an object that already exists.</summary>
    /// <param name="what">The kind of object, as in the id.</param>
    /// <param name="advice">The remedy.</param>
    public static ErrorRow Exists(string what, string advice = "Choose another name.") =>
        new(what + "AlreadyExists", ErrorCategory.ResourceExists, advice);

    /// <summary>Creates the row for a state that does not allow the operation.</summary>
    /// <param name="id">The id.</param>
    /// <param name="advice">The remedy.</param>
    public static ErrorRow State(string id, string advice) => new(id, ErrorCategory.InvalidOperation, advice);
}
