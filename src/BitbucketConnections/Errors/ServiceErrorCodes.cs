using System.Collections.Generic;
using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>The rows of the codes that AWS refuses with.</summary>
internal static class ServiceErrorCodes
{
    private const string CheckName = "Check the name or ARN, the Region and the account.";
    private const string ReadMessage = "Read the message of AWS; it names the value and the rule.";
    private const string Wait = "Wait a moment and try again.";

    private static readonly ErrorRow s_denied = new(
        "AccessDenied", ErrorCategory.PermissionDenied, "Ask for the right that the message names.");

    private static readonly ErrorRow s_throttled = new("RequestThrottled", ErrorCategory.LimitsExceeded, Wait);

    private static readonly ErrorRow s_quota = new(
        "QuotaExceeded", ErrorCategory.QuotaExceeded, "Remove what is not needed, or ask for more in the Service Quotas console.");

    private static readonly ErrorRow s_concurrent = new("ConcurrentChange", ErrorCategory.ResourceBusy, Wait);

    private static readonly ErrorRow s_failure = new("ServiceFailure", ErrorCategory.InvalidResult, Wait);

    private static readonly ErrorRow s_invalid = new("InvalidRequest", ErrorCategory.InvalidArgument, ReadMessage);

    private static readonly ErrorRow s_credentials = new(
        "CredentialsInvalid", ErrorCategory.AuthenticationError, "Check the keys or the profile, and the clock of this machine.", terminating: true);

    private static readonly ErrorRow s_expired = new(
        "CredentialsExpired", ErrorCategory.AuthenticationError, "Get new credentials; for SSO run 'aws sso login --profile NAME'.", terminating: true);

    /// <summary>Gets the row of a caller who may not create or change a pipeline, as against a role that may not run one.</summary>
    public static ErrorRow CallerNotAllowed { get; } = new(
        "CallerNotAllowed",
        ErrorCategory.PermissionDenied,
        "Your identity, not the service role, needs codepipeline:CreatePipeline, iam:PassRole on the service role, and "
        + "codestar-connections:PassConnection and codeconnections:PassConnection on the connection.");

    /// <summary>Gets the row of a role that CodePipeline, or the service role for an action, can't assume.</summary>
    public static ErrorRow RoleNotAssumable { get; } = new(
        "RoleNotAssumable",
        ErrorCategory.PermissionDenied,
        "The role has to exist and to trust codepipeline.amazonaws.com; a role of an action has to trust the service role. A new role takes "
        + "some seconds to spread: -RoleRetrySeconds says how long to try again.");

    /// <summary>Gets all rows by code.</summary>
    public static IReadOnlyDictionary<string, ErrorRow> All { get; } = new Dictionary<string, ErrorRow>
    {
        ["ResourceNotFoundException"] = NotFound("Resource"),
        ["PipelineNotFoundException"] = NotFound("Pipeline"),
        ["PipelineVersionNotFoundException"] = new(
            "PipelineVersionNotFound", ErrorCategory.ObjectNotFound, "Check the name and the version: AWS says this for either."),
        ["PipelineExecutionNotFoundException"] = NotFound("PipelineExecution"),
        ["StageNotFoundException"] = NotFound("Stage"),
        ["ActionNotFoundException"] = NotFound("Action"),
        ["ActionExecutionNotFoundException"] = NotFound("ActionExecution"),
        ["ActionTypeNotFoundException"] = NotFound("ActionType"),
        ["WebhookNotFoundException"] = NotFound("Webhook"),
        ["JobNotFoundException"] = NotFound("Job"),
        ["SyncBlockerDoesNotExistException"] = NotFound("SyncBlocker"),

        ["PipelineNameInUseException"] = new(
            "PipelineAlreadyExists", ErrorCategory.ResourceExists, "Choose another name, or change the pipeline there is: a name is unique in account and Region."),
        ["ResourceAlreadyExistsException"] = new("ResourceAlreadyExists", ErrorCategory.ResourceExists, "Choose another name."),
        ["ActionTypeAlreadyExistsException"] = new("ActionTypeAlreadyExists", ErrorCategory.ResourceExists, "Choose another version."),

        ["ValidationException"] = s_invalid,
        ["InvalidInputException"] = s_invalid,
        ["SerializationException"] = s_invalid,
        ["InvalidStructureException"] = Invalid("Structure"),
        ["InvalidStageDeclarationException"] = Invalid("StageDeclaration"),
        ["InvalidActionDeclarationException"] = Invalid("ActionDeclaration"),
        ["InvalidBlockerDeclarationException"] = Invalid("BlockerDeclaration"),
        ["InvalidArnException"] = Invalid("Arn"),
        ["InvalidTagsException"] = Invalid("Tags"),
        ["InvalidNextTokenException"] = Invalid("NextToken"),
        ["InvalidApprovalTokenException"] = Invalid("ApprovalToken"),
        ["InvalidClientTokenException"] = Invalid("ClientToken"),
        ["InvalidJobException"] = Invalid("Job"),
        ["InvalidJobStateException"] = Invalid("JobState"),
        ["InvalidNonceException"] = Invalid("Nonce"),
        ["InvalidWebhookAuthenticationParametersException"] = Invalid("WebhookAuthentication"),
        ["InvalidWebhookFilterPatternException"] = Invalid("WebhookFilterPattern"),
        ["InvalidAuthorizationMessageException"] = Invalid("AuthorizationMessage"),
        ["InvalidIdentityToken"] = s_credentials,
        ["InvalidIdentityTokenException"] = s_credentials,
        ["MalformedPolicyDocument"] = Invalid("PolicyDocument"),
        ["MalformedPolicyDocumentException"] = Invalid("PolicyDocument"),
        ["PackedPolicyTooLarge"] = Invalid("PolicySize"),
        ["PackedPolicyTooLargeException"] = Invalid("PolicySize"),
        ["JWTPayloadSizeExceededException"] = Invalid("TokenSize"),
        ["TooManyTagsException"] = new("TooManyTags", ErrorCategory.InvalidArgument, "Remove tags: a resource has at most 50."),

        ["AccessDeniedException"] = s_denied,
        ["AccessDenied"] = s_denied,
        ["UnauthorizedOperation"] = s_denied,
        ["OptInRequired"] = new("RegionNotSupported", ErrorCategory.PermissionDenied, "Enable the Region for the account, or choose another."),
        ["RegionDisabledException"] = new("RegionNotSupported", ErrorCategory.PermissionDenied, "Enable the Region for the account, or choose another."),
        ["OutboundWebIdentityFederationDisabledException"] = s_denied,
        ["SessionDurationEscalationException"] = s_denied,

        ["UnrecognizedClientException"] = s_credentials,
        ["InvalidClientTokenId"] = s_credentials,
        ["InvalidSignatureException"] = s_credentials,
        ["SignatureDoesNotMatch"] = s_credentials,
        ["IncompleteSignature"] = s_credentials,
        ["IncompleteSignatureException"] = s_credentials,
        ["MissingAuthenticationToken"] = s_credentials,
        ["MissingAuthenticationTokenException"] = s_credentials,
        ["RequestExpired"] = s_credentials,
        ["IDPRejectedClaim"] = s_credentials,
        ["IDPRejectedClaimException"] = s_credentials,
        ["ExpiredToken"] = s_expired,
        ["ExpiredTokenException"] = s_expired,
        ["ExpiredTradeInTokenException"] = s_expired,

        ["ThrottlingException"] = s_throttled,
        ["Throttling"] = s_throttled,
        ["TooManyRequestsException"] = s_throttled,
        ["RequestLimitExceeded"] = s_throttled,

        ["LimitExceededException"] = s_quota,
        ["ConcurrentPipelineExecutionsLimitExceededException"] = s_quota,
        ["OutputVariablesSizeExceededException"] = s_quota,

        ["ConflictException"] = s_concurrent,
        ["ConcurrentModificationException"] = s_concurrent,
        ["ConditionalCheckFailedException"] = s_concurrent,
        ["DuplicatedStopRequestException"] = s_concurrent,
        ["UpdateOutOfSyncException"] = s_concurrent,
        ["RetryLatestCommitFailedException"] = s_concurrent,

        ["PipelineExecutionNotStoppableException"] = State("PipelineExecutionNotStoppable", "The run has ended; there is nothing to stop."),
        ["StageNotRetryableException"] = State("StageNotRetryable", "Start a new run: nothing failed in the stage, or the run or the definition is older."),
        ["NotLatestPipelineExecutionException"] = State("NotLatestPipelineExecution", "A newer run has passed; use that one."),
        ["PipelineExecutionOutdatedException"] = State("PipelineExecutionOutdated", "The definition has changed since; start a new run."),
        ["ApprovalAlreadyCompletedException"] = State("ApprovalAlreadyCompleted", "Somebody has answered already."),
        ["ConditionNotOverridableException"] = State("ConditionNotOverridable", "The condition can't be overridden now."),
        ["UnableToRollbackStageException"] = State("UnableToRollbackStage", "Choose a run that succeeded in the stage with the same definition."),
        ["SyncConfigurationStillExistsException"] = State("SyncConfigurationStillExists", "Remove the sync configurations first."),

        ["NoSuchEntity"] = new("RoleNotFound", ErrorCategory.ObjectNotFound, "Check the name of the role, without its path, and the account."),
        ["EntityAlreadyExists"] = new("RoleAlreadyExists", ErrorCategory.ResourceExists, "Choose another name with -RoleName."),
        ["EntityTemporarilyUnmodifiable"] = s_concurrent,
        ["ConcurrentModification"] = s_concurrent,
        ["UnmodifiableEntity"] = State("RoleNotChangeable", "Only AWS changes a service-linked role; choose another."),
        ["LimitExceeded"] = s_quota,
        ["InvalidInput"] = s_invalid,
        ["ServiceFailure"] = s_failure,

        ["NoSuchBucket"] = NotFound("Bucket"),
        ["BucketAlreadyExists"] = new("BucketAlreadyExists", ErrorCategory.ResourceExists, "The name is another account's: names of buckets are unique in all of AWS. Choose another."),
        ["BucketAlreadyOwnedByYou"] = new("BucketAlreadyExists", ErrorCategory.ResourceExists, "The bucket is there already; use it."),
        ["InvalidBucketName"] = Invalid("BucketName"),
        ["IllegalLocationConstraintException"] = Invalid("BucketRegion"),
        ["PermanentRedirect"] = Invalid("BucketRegion"),
        ["AuthorizationHeaderMalformed"] = Invalid("BucketRegion"),
        ["OperationAborted"] = s_concurrent,
        ["TooManyBuckets"] = s_quota,
        ["SlowDown"] = s_throttled,
        ["InvalidAccessKeyId"] = s_credentials,

        ["NotFoundException"] = NotFound("Resource"),
        ["DisabledException"] = State("EncryptionKeyDisabled", "Enable the key, or choose another."),
        ["KMSInvalidStateException"] = State("EncryptionKeyNotUsable", "The key is not enabled; choose another."),
        ["DependencyTimeoutException"] = s_failure,
        ["KMSInternalException"] = s_failure,

        ["UnsupportedProviderTypeException"] = new("OperationNotSupported", ErrorCategory.NotImplemented, ReadMessage),
        ["UnsupportedOperationException"] = new("OperationNotSupported", ErrorCategory.NotImplemented, ReadMessage),
        ["UnknownOperationException"] = new(
            "OperationNotSupported", ErrorCategory.NotImplemented, "The service is not in this Region, or the endpoint is another's; check -Region and -EndpointUrl."),

        ["ResourceUnavailableException"] = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait),
        ["ServiceUnavailable"] = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait),
        ["ServiceUnavailableException"] = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait),
        ["IDPCommunicationError"] = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait),
        ["IDPCommunicationErrorException"] = new("ServiceUnavailable", ErrorCategory.ResourceUnavailable, Wait),
        ["InternalServerException"] = s_failure,
        ["InternalFailure"] = s_failure,
        ["InternalError"] = s_failure,
        ["RequestFailedException"] = s_failure,
    };

    private static ErrorRow NotFound(string what) => new(what + "NotFound", ErrorCategory.ObjectNotFound, CheckName);

    private static ErrorRow Invalid(string what) => new("Invalid" + what, ErrorCategory.InvalidArgument, ReadMessage);

    private static ErrorRow State(string id, string advice) => new(id, ErrorCategory.InvalidOperation, advice);
}
