using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// Groups the error codes of AWS by meaning. Other code uses these groups, or the properties of <see cref="ServiceException"/>. A test finds codes of
/// a group that are repeated elsewhere.
/// </summary>
public static class RefusalCodes
{
    // In older services and the query protocol, codes do not end with "Exception". For an answer without a body, S3 uses the name of the HTTP status.
    private static readonly HashSet<string> s_accessDenied = Set(
        "AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "Forbidden", "AllAccessDisabled", "AccountProblem",
        "OutboundWebIdentityFederationDisabledException", "SessionDurationEscalationException");

    private static readonly HashSet<string> s_notFound = Set(
        "ResourceNotFoundException",
        Pipeline, "PipelineVersionNotFoundException", Execution, Stage, "ActionNotFoundException", "ActionExecutionNotFoundException",
        "ActionTypeNotFoundException", "WebhookNotFoundException", "JobNotFoundException", "SyncBlockerDoesNotExistException",
        "NoSuchEntity", "NoSuchEntityException", "ReportNotPresent", "ReportExpired", "OrganizationNotFoundException",
        "NotFoundException", "CloudHsmClusterNotFoundException", "CustomKeyStoreNotFoundException", "XksKeyNotFoundException", "XksProxyVpcEndpointServiceNotFoundException",
        "NotFound", "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchTagSet", "NoSuchPublicAccessBlockConfiguration", "ServerSideEncryptionConfigurationNotFoundError");

    private static readonly HashSet<string> s_throttled = Set(
        "ThrottlingException", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException",
        "SlowDown");

    private static readonly HashSet<string> s_credentials = Set(
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidClientTokenIdException", "AuthFailure", "InvalidAccessKeyId", "InvalidToken", "InvalidSignatureException",
        "SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
        "RequestTimeTooSkewed", "RequestExpired", "ExpiredToken", "ExpiredTokenException", "ExpiredTradeInTokenException",
        "InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim", "IDPRejectedClaimException");

    private static readonly HashSet<string> s_expired = Set("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private static readonly HashSet<string> s_regionNotEnabled = Set(
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidClientTokenIdException", "AuthFailure", "OptInRequired", "OptInRequiredException",
        "SubscriptionRequired", "SubscriptionRequiredException", "RegionDisabledException");

    private const string Pipeline = "PipelineNotFoundException";
    private const string Stage = "StageNotFoundException";
    private const string Execution = "PipelineExecutionNotFoundException";
    private const string Structure = "InvalidStructureException";
    private const string NameInUse = "PipelineNameInUseException";

    // "CodePipeline is not authorized to perform AssumeRole on role ARN", "ARN is not authorized to perform AssumeRole on role ARN", and, in earlier
    // years, "Pipeline role ARN is not authorized to perform AssumeRole on action role ARN".
    private const string NotAssumable = "not authorized to perform AssumeRole";

    // A missing permission: "User: ARN is not authorized to perform: codeguru-reviewer:AssociateRepository on resource: *".
    private const string NotAuthorized = "not authorized to perform";

    // AWS's text for a service that accepts no new resources is not known. Such texts of other services have one of these words, and "new".
    private const string New = "new ";
    private static readonly string[] s_closed = ["no longer", "not accept", "discontinu", "can't", "cannot", "not available", "not supported"];

    /// <summary>Gets the codes for missing permissions.</summary>
    public static IReadOnlyCollection<string> AccessDenied => s_accessDenied;

    /// <summary>Gets the codes for resources that do not exist.</summary>
    public static IReadOnlyCollection<string> NotFound => s_notFound;

    /// <summary>Gets the codes for too many calls.</summary>
    public static IReadOnlyCollection<string> Throttled => s_throttled;

    /// <summary>Gets the codes for credentials that AWS does not accept: unknown, wrong or expired.</summary>
    public static IReadOnlyCollection<string> InvalidCredentials => s_credentials;

    /// <summary>Gets the codes for expired credentials.</summary>
    public static IReadOnlyCollection<string> ExpiredCredentials => s_expired;

    /// <summary>
    /// Gets the codes that AWS returns for valid credentials in a Region that is not enabled for the account. Some of them are also codes for invalid
    /// credentials.
    /// </summary>
    public static IReadOnlyCollection<string> RegionNotEnabled => s_regionNotEnabled;

    internal static bool IsPipelineNotFound(string? code) => code == Pipeline;

    internal static bool IsStageNotFound(string? code) => code == Stage;

    internal static bool IsExecutionNotFound(string? code) => code == Execution;

    internal static bool IsRoleNotAssumable(string? code, string message) =>
        code == Structure && message.IndexOf(NotAssumable, StringComparison.OrdinalIgnoreCase) >= 0;

    // CreatePipeline returns this code for an existing name, too: "A pipeline with the name ... already exists in account ...".
    internal static bool IsPipelineNameInUse(string? code, string message) =>
        code == NameInUse || (code == Structure && message.IndexOf("already exists", StringComparison.OrdinalIgnoreCase) >= 0);

    internal static bool IsClosedToNew(string message) =>
        message.IndexOf(New, StringComparison.OrdinalIgnoreCase) >= 0 && s_closed.Any(text => message.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);

    internal static bool NamesPermission(string message) => message.IndexOf(NotAuthorized, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Determines whether a code is in a group.</summary>
    /// <param name="codes">The group.</param>
    /// <param name="code">The code; null is in no group.</param>
    /// <returns>True if the group contains the code.</returns>
    public static bool Has(this IReadOnlyCollection<string> codes, string? code) => code is not null && codes.Contains(code);

    private static HashSet<string> Set(params string[] codes) => new(codes, StringComparer.Ordinal);
}
