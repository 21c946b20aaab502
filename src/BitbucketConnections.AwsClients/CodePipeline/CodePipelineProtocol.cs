using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.CodePipeline.Model;
using Amazon.Protocol;

namespace Amazon.CodePipeline;

/// <summary>How CodePipeline speaks: names, types and errors.</summary>
internal static class CodePipelineProtocol
{
    public static AwsJsonService Create() => new(
        "codepipeline",
        "1.1",
        "CodePipeline_20150709",
        AwsJsonOptions.Create(
            CodePipelineJson.Default,
            JsonNamingPolicy.CamelCase,
            new ConstantConverter<ActionCategory>(ActionCategory.FindValue),
            new ConstantConverter<ActionExecutionStatus>(ActionExecutionStatus.FindValue),
            new ConstantConverter<ActionOwner>(ActionOwner.FindValue),
            new ConstantConverter<ApprovalStatus>(ApprovalStatus.FindValue),
            new ConstantConverter<ArtifactStoreType>(ArtifactStoreType.FindValue),
            new ConstantConverter<BlockerType>(BlockerType.FindValue),
            new ConstantConverter<ConditionExecutionStatus>(ConditionExecutionStatus.FindValue),
            new ConstantConverter<EncryptionKeyType>(EncryptionKeyType.FindValue),
            new ConstantConverter<EnvironmentVariableType>(EnvironmentVariableType.FindValue),
            new ConstantConverter<ExecutionMode>(ExecutionMode.FindValue),
            new ConstantConverter<ExecutionType>(ExecutionType.FindValue),
            new ConstantConverter<GitPullRequestEventType>(GitPullRequestEventType.FindValue),
            new ConstantConverter<PipelineExecutionStatus>(PipelineExecutionStatus.FindValue),
            new ConstantConverter<PipelineTriggerProviderType>(PipelineTriggerProviderType.FindValue),
            new ConstantConverter<PipelineType>(PipelineType.FindValue),
            new ConstantConverter<Result>(Result.FindValue),
            new ConstantConverter<RetryTrigger>(RetryTrigger.FindValue),
            new ConstantConverter<RuleCategory>(RuleCategory.FindValue),
            new ConstantConverter<RuleExecutionStatus>(RuleExecutionStatus.FindValue),
            new ConstantConverter<RuleOwner>(RuleOwner.FindValue),
            new ConstantConverter<SourceRevisionType>(SourceRevisionType.FindValue),
            new ConstantConverter<StageExecutionStatus>(StageExecutionStatus.FindValue),
            new ConstantConverter<StageRetryMode>(StageRetryMode.FindValue),
            new ConstantConverter<StageTransitionType>(StageTransitionType.FindValue),
            new ConstantConverter<StartTimeRange>(StartTimeRange.FindValue),
            new ConstantConverter<TriggerType>(TriggerType.FindValue)),
        ToException);

    private static AmazonCodePipelineException ToException(ServiceError error) => error.Code switch
    {
        "ActionNotFoundException" => new ActionNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ApprovalAlreadyCompletedException" => new ApprovalAlreadyCompletedException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ConcurrentModificationException" => new ConcurrentModificationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ConcurrentPipelineExecutionsLimitExceededException" => new ConcurrentPipelineExecutionsLimitExceededException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ConflictException" => new ConflictException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "DuplicatedStopRequestException" => new DuplicatedStopRequestException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidActionDeclarationException" => new InvalidActionDeclarationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidApprovalTokenException" => new InvalidApprovalTokenException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidArnException" => new InvalidArnException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidBlockerDeclarationException" => new InvalidBlockerDeclarationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidNextTokenException" => new InvalidNextTokenException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidStageDeclarationException" => new InvalidStageDeclarationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidStructureException" => new InvalidStructureException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidTagsException" => new InvalidTagsException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "LimitExceededException" => new LimitExceededException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "NotLatestPipelineExecutionException" => new NotLatestPipelineExecutionException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineExecutionNotFoundException" => new PipelineExecutionNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineExecutionNotStoppableException" => new PipelineExecutionNotStoppableException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineExecutionOutdatedException" => new PipelineExecutionOutdatedException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineNameInUseException" => new PipelineNameInUseException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineNotFoundException" => new PipelineNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PipelineVersionNotFoundException" => new PipelineVersionNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ResourceNotFoundException" => new ResourceNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "StageNotFoundException" => new StageNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "StageNotRetryableException" => new StageNotRetryableException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "TooManyTagsException" => new TooManyTagsException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "UnableToRollbackStageException" => new UnableToRollbackStageException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ValidationException" => new ValidationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        _ => new AmazonCodePipelineException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
    };
}

/// <summary>The source-generated types of the messages.</summary>
[JsonSerializable(typeof(CreatePipelineRequest))]
[JsonSerializable(typeof(CreatePipelineResponse))]
[JsonSerializable(typeof(DeletePipelineRequest))]
[JsonSerializable(typeof(DeletePipelineResponse))]
[JsonSerializable(typeof(DisableStageTransitionRequest))]
[JsonSerializable(typeof(DisableStageTransitionResponse))]
[JsonSerializable(typeof(EnableStageTransitionRequest))]
[JsonSerializable(typeof(EnableStageTransitionResponse))]
[JsonSerializable(typeof(GetPipelineRequest))]
[JsonSerializable(typeof(GetPipelineResponse))]
[JsonSerializable(typeof(GetPipelineExecutionRequest))]
[JsonSerializable(typeof(GetPipelineExecutionResponse))]
[JsonSerializable(typeof(GetPipelineStateRequest))]
[JsonSerializable(typeof(GetPipelineStateResponse))]
[JsonSerializable(typeof(ListActionExecutionsRequest))]
[JsonSerializable(typeof(ListActionExecutionsResponse))]
[JsonSerializable(typeof(ListPipelineExecutionsRequest))]
[JsonSerializable(typeof(ListPipelineExecutionsResponse))]
[JsonSerializable(typeof(ListPipelinesRequest))]
[JsonSerializable(typeof(ListPipelinesResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(PutApprovalResultRequest))]
[JsonSerializable(typeof(PutApprovalResultResponse))]
[JsonSerializable(typeof(RetryStageExecutionRequest))]
[JsonSerializable(typeof(RetryStageExecutionResponse))]
[JsonSerializable(typeof(RollbackStageRequest))]
[JsonSerializable(typeof(RollbackStageResponse))]
[JsonSerializable(typeof(StartPipelineExecutionRequest))]
[JsonSerializable(typeof(StartPipelineExecutionResponse))]
[JsonSerializable(typeof(StopPipelineExecutionRequest))]
[JsonSerializable(typeof(StopPipelineExecutionResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UntagResourceRequest))]
[JsonSerializable(typeof(UntagResourceResponse))]
[JsonSerializable(typeof(UpdatePipelineRequest))]
[JsonSerializable(typeof(UpdatePipelineResponse))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CodePipelineJson : JsonSerializerContext
{
}
