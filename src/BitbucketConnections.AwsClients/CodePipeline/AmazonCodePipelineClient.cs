using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CodePipeline;

/// <summary>A client of CodePipeline. Thread-safe; share one for all calls of the same settings.</summary>
public partial class AmazonCodePipelineClient : AmazonServiceClient, IAmazonCodePipeline
{
    private static readonly AwsJsonService s_service = CodePipelineProtocol.Create();
    private static readonly InvokeOptions s_createPipeline = s_service.Operation<CreatePipelineRequest, CreatePipelineResponse>("CreatePipeline");
    private static readonly InvokeOptions s_deletePipeline = s_service.Operation<DeletePipelineRequest, DeletePipelineResponse>("DeletePipeline");
    private static readonly InvokeOptions s_disableStageTransition = s_service.Operation<DisableStageTransitionRequest, DisableStageTransitionResponse>("DisableStageTransition");
    private static readonly InvokeOptions s_enableStageTransition = s_service.Operation<EnableStageTransitionRequest, EnableStageTransitionResponse>("EnableStageTransition");
    private static readonly InvokeOptions s_getPipeline = s_service.Operation<GetPipelineRequest, GetPipelineResponse>("GetPipeline");
    private static readonly InvokeOptions s_getPipelineExecution = s_service.Operation<GetPipelineExecutionRequest, GetPipelineExecutionResponse>("GetPipelineExecution");
    private static readonly InvokeOptions s_getPipelineState = s_service.Operation<GetPipelineStateRequest, GetPipelineStateResponse>("GetPipelineState");
    private static readonly InvokeOptions s_listActionExecutions = s_service.Operation<ListActionExecutionsRequest, ListActionExecutionsResponse>("ListActionExecutions");
    private static readonly InvokeOptions s_listPipelineExecutions = s_service.Operation<ListPipelineExecutionsRequest, ListPipelineExecutionsResponse>("ListPipelineExecutions");
    private static readonly InvokeOptions s_listPipelines = s_service.Operation<ListPipelinesRequest, ListPipelinesResponse>("ListPipelines");
    private static readonly InvokeOptions s_listTagsForResource = s_service.Operation<ListTagsForResourceRequest, ListTagsForResourceResponse>("ListTagsForResource");
    private static readonly InvokeOptions s_putApprovalResult = s_service.Operation<PutApprovalResultRequest, PutApprovalResultResponse>("PutApprovalResult");
    private static readonly InvokeOptions s_retryStageExecution = s_service.Operation<RetryStageExecutionRequest, RetryStageExecutionResponse>("RetryStageExecution");
    private static readonly InvokeOptions s_rollbackStage = s_service.Operation<RollbackStageRequest, RollbackStageResponse>("RollbackStage");
    private static readonly InvokeOptions s_startPipelineExecution = s_service.Operation<StartPipelineExecutionRequest, StartPipelineExecutionResponse>("StartPipelineExecution");
    private static readonly InvokeOptions s_stopPipelineExecution = s_service.Operation<StopPipelineExecutionRequest, StopPipelineExecutionResponse>("StopPipelineExecution");
    private static readonly InvokeOptions s_tagResource = s_service.Operation<TagResourceRequest, TagResourceResponse>("TagResource");
    private static readonly InvokeOptions s_untagResource = s_service.Operation<UntagResourceRequest, UntagResourceResponse>("UntagResource");
    private static readonly InvokeOptions s_updatePipeline = s_service.Operation<UpdatePipelineRequest, UpdatePipelineResponse>("UpdatePipeline");

    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineClient"/> class, with the SDK's own search for credentials.</summary>
    public AmazonCodePipelineClient()
        : base(new AmazonCodePipelineConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineClient"/> class, with the SDK's own search for credentials.</summary>
    /// <param name="config">The settings.</param>
    public AmazonCodePipelineClient(AmazonCodePipelineConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonCodePipelineClient(AWSCredentials credentials)
        : base(credentials, new AmazonCodePipelineConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region.</param>
    public AmazonCodePipelineClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonCodePipelineConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonCodePipelineClient(AWSCredentials credentials, AmazonCodePipelineConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCodePipelineConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCodePipelineClient(awsCredentials, (AmazonCodePipelineConfig)clientConfig);
#endif

    /// <inheritdoc/>
    public virtual Task<CreatePipelineResponse> CreatePipelineAsync(CreatePipelineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreatePipelineResponse>(request, s_createPipeline, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeletePipelineResponse> DeletePipelineAsync(DeletePipelineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeletePipelineResponse>(request, s_deletePipeline, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DisableStageTransitionResponse> DisableStageTransitionAsync(DisableStageTransitionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DisableStageTransitionResponse>(request, s_disableStageTransition, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<EnableStageTransitionResponse> EnableStageTransitionAsync(EnableStageTransitionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<EnableStageTransitionResponse>(request, s_enableStageTransition, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetPipelineResponse> GetPipelineAsync(GetPipelineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetPipelineResponse>(request, s_getPipeline, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetPipelineExecutionResponse> GetPipelineExecutionAsync(GetPipelineExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetPipelineExecutionResponse>(request, s_getPipelineExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetPipelineStateResponse> GetPipelineStateAsync(GetPipelineStateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetPipelineStateResponse>(request, s_getPipelineState, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListActionExecutionsResponse> ListActionExecutionsAsync(ListActionExecutionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListActionExecutionsResponse>(request, s_listActionExecutions, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListPipelineExecutionsResponse> ListPipelineExecutionsAsync(ListPipelineExecutionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPipelineExecutionsResponse>(request, s_listPipelineExecutions, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListPipelinesResponse> ListPipelinesAsync(ListPipelinesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPipelinesResponse>(request, s_listPipelines, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListTagsForResourceResponse>(request, s_listTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutApprovalResultResponse> PutApprovalResultAsync(PutApprovalResultRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutApprovalResultResponse>(request, s_putApprovalResult, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RetryStageExecutionResponse> RetryStageExecutionAsync(RetryStageExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RetryStageExecutionResponse>(request, s_retryStageExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RollbackStageResponse> RollbackStageAsync(RollbackStageRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RollbackStageResponse>(request, s_rollbackStage, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StartPipelineExecutionResponse> StartPipelineExecutionAsync(StartPipelineExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StartPipelineExecutionResponse>(request, s_startPipelineExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StopPipelineExecutionResponse> StopPipelineExecutionAsync(StopPipelineExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StopPipelineExecutionResponse>(request, s_stopPipelineExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagResourceResponse>(request, s_tagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagResourceResponse>(request, s_untagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdatePipelineResponse> UpdatePipelineAsync(UpdatePipelineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdatePipelineResponse>(request, s_updatePipeline, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthResolver());
}
