using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using static BitbucketConnections.Errors.ErrorRows;

namespace BitbucketConnections.Errors;

/// <summary>The rows of all AWS codes: those of connections, CodePipeline, STS and all services, together with those of the other files.</summary>
internal static class ServiceErrorCodes
{
    private static readonly ErrorRow s_regionNotEnabled = new("RegionNotSupported", ErrorCategory.PermissionDenied, "Enable the Region for the account, or choose another Region.");

    /// <summary>Gets the row for a caller without permission to create or change a pipeline. This is not about the service role.</summary>
    public static ErrorRow CallerNotAllowed { get; } = new(
        "CallerNotAllowed",
        ErrorCategory.PermissionDenied,
        "Your identity, not the service role, needs the permission that the message names: codepipeline:CreatePipeline or codepipeline:UpdatePipeline, iam:PassRole on the service role, and "
        + "codestar-connections:PassConnection and codeconnections:PassConnection on the connection.");

    /// <summary>Gets the row for a role that cannot be assumed by CodePipeline or, for an action, by the service role.</summary>
    public static ErrorRow RoleNotAssumable { get; } = new(
        "RoleNotAssumable",
        ErrorCategory.PermissionDenied,
        "The role must exist and trust codepipeline.amazonaws.com. The role of an action must trust the service role. A new role can be used only "
        + "after some seconds: -RoleRetrySeconds sets how long to retry.");

    /// <summary>Gets all rows by code.</summary>
    public static IReadOnlyDictionary<string, ErrorRow> All { get; } =
        Common().Concat(IdentityErrorCodes.Rows).Concat(KeyErrorCodes.Rows).Concat(BucketErrorCodes.Rows)
            .ToDictionary(row => row.Key, row => row.Value);

    private static Dictionary<string, ErrorRow> Common() => new()
    {
        ["ResourceNotFoundException"] = NotFound("Resource"),
        ["PipelineNotFoundException"] = NotFound("Pipeline"),
        ["PipelineVersionNotFoundException"] = new(
            "PipelineVersionNotFound", ErrorCategory.ObjectNotFound, "Check the name and the version. AWS returns this code for both."),
        ["PipelineExecutionNotFoundException"] = ExecutionNotFound,
        ["StageNotFoundException"] = StageNotFound,
        ["ActionNotFoundException"] = NotFound("Action"),
        ["ActionExecutionNotFoundException"] = NotFound("ActionExecution"),
        ["ActionTypeNotFoundException"] = NotFound("ActionType"),
        ["WebhookNotFoundException"] = NotFound("Webhook"),
        ["JobNotFoundException"] = NotFound("Job"),
        ["SyncBlockerDoesNotExistException"] = NotFound("SyncBlocker"),

        ["PipelineNameInUseException"] = PipelineExists,
        ["ResourceAlreadyExistsException"] = new("ResourceAlreadyExists", ErrorCategory.ResourceExists, "Choose another name."),
        ["ActionTypeAlreadyExistsException"] = new("ActionTypeAlreadyExists", ErrorCategory.ResourceExists, "Choose another version."),

        ["ValidationException"] = InvalidRequest,
        ["InvalidInputException"] = InvalidRequest,
        ["SerializationException"] = InvalidRequest,
        ["InvalidStructureException"] = Invalid("Structure"),
        ["InvalidStageDeclarationException"] = Invalid("StageDeclaration"),
        ["InvalidActionDeclarationException"] = Invalid("ActionDeclaration"),
        ["InvalidBlockerDeclarationException"] = Invalid("BlockerDeclaration"),
        ["InvalidArnException"] = Invalid("Arn"),
        ["InvalidTagsException"] = Invalid("Tags"),
        ["InvalidNextTokenException"] = Invalid("NextToken"),
        ["InvalidApprovalTokenException"] = new(
            "InvalidApprovalToken",
            ErrorCategory.InvalidArgument,
            "If AWS requires a summary, specify -Summary. If the approval is out of date, check Get-BitbucketPipelineState and start a new execution with Start-BitbucketPipeline."),
        ["InvalidClientTokenException"] = Invalid("ClientToken"),
        ["InvalidJobException"] = Invalid("Job"),
        ["InvalidJobStateException"] = Invalid("JobState"),
        ["InvalidNonceException"] = Invalid("Nonce"),
        ["InvalidWebhookAuthenticationParametersException"] = Invalid("WebhookAuthentication"),
        ["InvalidWebhookFilterPatternException"] = Invalid("WebhookFilterPattern"),
        ["InvalidAuthorizationMessageException"] = Invalid("AuthorizationMessage"),
        ["InvalidIdentityToken"] = Credentials,
        ["InvalidIdentityTokenException"] = Credentials,
        ["MalformedPolicyDocument"] = Invalid("PolicyDocument"),
        ["MalformedPolicyDocumentException"] = Invalid("PolicyDocument"),
        ["PackedPolicyTooLarge"] = Invalid("PolicySize"),
        ["PackedPolicyTooLargeException"] = Invalid("PolicySize"),
        ["JWTPayloadSizeExceededException"] = Invalid("TokenSize"),
        ["TooManyTagsException"] = new("TooManyTags", ErrorCategory.InvalidArgument, "Remove tags. A resource can have at most 50."),

        ["AccessDeniedException"] = Denied,
        ["AccessDenied"] = Denied,
        ["UnauthorizedOperation"] = Denied,
        ["OptInRequired"] = s_regionNotEnabled,
        ["OptInRequiredException"] = s_regionNotEnabled,
        ["SubscriptionRequired"] = s_regionNotEnabled,
        ["SubscriptionRequiredException"] = s_regionNotEnabled,
        ["RegionDisabledException"] = s_regionNotEnabled,
        ["OutboundWebIdentityFederationDisabledException"] = Denied,
        ["SessionDurationEscalationException"] = Denied,

        ["UnrecognizedClientException"] = Credentials,
        ["InvalidClientTokenId"] = Credentials,
        ["InvalidClientTokenIdException"] = Credentials,
        ["AuthFailure"] = Credentials,
        ["InvalidSignatureException"] = Credentials,
        ["SignatureDoesNotMatch"] = Credentials,
        ["IncompleteSignature"] = Credentials,
        ["IncompleteSignatureException"] = Credentials,
        ["MissingAuthenticationToken"] = Credentials,
        ["MissingAuthenticationTokenException"] = Credentials,
        ["RequestExpired"] = Credentials,
        ["IDPRejectedClaim"] = Credentials,
        ["IDPRejectedClaimException"] = Credentials,
        ["ExpiredToken"] = Expired,
        ["ExpiredTokenException"] = Expired,
        ["ExpiredTradeInTokenException"] = Expired,

        ["ThrottlingException"] = Throttled,
        ["Throttling"] = Throttled,
        ["ThrottledException"] = Throttled,
        ["RequestThrottled"] = Throttled,
        ["RequestThrottledException"] = Throttled,
        ["TooManyRequestsException"] = Throttled,
        ["RequestLimitExceeded"] = Throttled,

        ["LimitExceededException"] = Quota,
        ["ConcurrentPipelineExecutionsLimitExceededException"] = new(
            "QuotaExceeded", ErrorCategory.QuotaExceeded, "Wait until executions of the pipeline end, or stop them with Stop-BitbucketPipelineExecution, and try again."),
        ["OutputVariablesSizeExceededException"] = Quota,

        ["ConflictException"] = Concurrent,
        ["ConcurrentModificationException"] = Concurrent,
        ["ConditionalCheckFailedException"] = Concurrent,
        ["DuplicatedStopRequestException"] = new(
            "ConcurrentChange", ErrorCategory.ResourceBusy, "The execution is already stopping. Wait until its actions end, or use -Abandon. After -Abandon, wait a moment."),
        ["UpdateOutOfSyncException"] = Concurrent,
        ["RetryLatestCommitFailedException"] = Concurrent,

        ["PipelineExecutionNotStoppableException"] = State(
            "PipelineExecutionNotStoppable", "The execution has ended, has no action in progress, or does not exist in the pipeline. Check it with Get-BitbucketPipelineExecution."),
        ["StageNotRetryableException"] = State(
            "StageNotRetryable",
            "Nothing failed in the stage, or the execution or the definition is not the newest. For a stopped stage, use -AllActions. If an approval was rejected less than a minute ago, try again. Otherwise, start a new execution with Start-BitbucketPipeline."),
        ["NotLatestPipelineExecutionException"] = State("NotLatestPipelineExecution", "Use the newer execution of the stage. Get-BitbucketPipelineState shows it."),
        ["PipelineExecutionOutdatedException"] = State("PipelineExecutionOutdated", "The definition has changed since. Start a new execution."),
        ["ApprovalAlreadyCompletedException"] = State("ApprovalAlreadyCompleted", "The approval was already answered."),
        ["ConditionNotOverridableException"] = ConditionNotOverridable,
        ["UnableToRollbackStageException"] = State(
            "UnableToRollbackStage",
            "Choose an execution that completed the stage with the same definition and is not a rollback. If the stage is in progress, wait until it ends or stop its execution."),
        ["SyncConfigurationStillExistsException"] = State("SyncConfigurationStillExists", "Remove the sync configurations first."),

        ["UnsupportedProviderTypeException"] = NotSupported,
        ["UnsupportedOperationException"] = NotSupported,
        ["UnknownOperationException"] = new(
            "OperationNotSupported", ErrorCategory.NotImplemented, "The service is not available in this Region, or the endpoint belongs to another service. Check -Region and -EndpointUrl."),

        ["ResourceUnavailableException"] = Unavailable,
        ["ServiceUnavailable"] = Unavailable,
        ["ServiceUnavailableException"] = Unavailable,
        ["IDPCommunicationError"] = Unavailable,
        ["IDPCommunicationErrorException"] = Unavailable,
        ["InternalServerException"] = Failure,
        ["InternalFailure"] = Failure,
        ["InternalError"] = Failure,
        ["RequestFailedException"] = Failure,
    };
}
