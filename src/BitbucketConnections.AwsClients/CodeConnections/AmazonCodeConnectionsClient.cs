using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeConnections.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CodeConnections;

/// <summary>A client of CodeConnections. Thread-safe; share one for all calls of the same settings.</summary>
public partial class AmazonCodeConnectionsClient : AmazonServiceClient, IAmazonCodeConnections
{
    private static readonly AwsJsonService s_service = CodeConnectionsProtocol.Create();
    private static readonly InvokeOptions s_createConnection = s_service.Operation<CreateConnectionRequest, CreateConnectionResponse>("CreateConnection");
    private static readonly InvokeOptions s_deleteConnection = s_service.Operation<DeleteConnectionRequest, DeleteConnectionResponse>("DeleteConnection");
    private static readonly InvokeOptions s_getConnection = s_service.Operation<GetConnectionRequest, GetConnectionResponse>("GetConnection");
    private static readonly InvokeOptions s_listConnections = s_service.Operation<ListConnectionsRequest, ListConnectionsResponse>("ListConnections");
    private static readonly InvokeOptions s_listTagsForResource = s_service.Operation<ListTagsForResourceRequest, ListTagsForResourceResponse>("ListTagsForResource");
    private static readonly InvokeOptions s_tagResource = s_service.Operation<TagResourceRequest, TagResourceResponse>("TagResource");
    private static readonly InvokeOptions s_untagResource = s_service.Operation<UntagResourceRequest, UntagResourceResponse>("UntagResource");

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsClient"/> class, with the SDK's own search for credentials.</summary>
    public AmazonCodeConnectionsClient()
        : base(new AmazonCodeConnectionsConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsClient"/> class, with the SDK's own search for credentials.</summary>
    /// <param name="config">The settings.</param>
    public AmazonCodeConnectionsClient(AmazonCodeConnectionsConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonCodeConnectionsClient(AWSCredentials credentials)
        : base(credentials, new AmazonCodeConnectionsConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region.</param>
    public AmazonCodeConnectionsClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonCodeConnectionsConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonCodeConnectionsClient(AWSCredentials credentials, AmazonCodeConnectionsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCodeConnectionsConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCodeConnectionsClient(awsCredentials, (AmazonCodeConnectionsConfig)clientConfig);
#endif

    /// <inheritdoc/>
    public virtual Task<CreateConnectionResponse> CreateConnectionAsync(CreateConnectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateConnectionResponse>(request, s_createConnection, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteConnectionResponse> DeleteConnectionAsync(DeleteConnectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteConnectionResponse>(request, s_deleteConnection, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetConnectionResponse> GetConnectionAsync(GetConnectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetConnectionResponse>(request, s_getConnection, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListConnectionsResponse> ListConnectionsAsync(ListConnectionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListConnectionsResponse>(request, s_listConnections, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListTagsForResourceResponse>(request, s_listTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagResourceResponse>(request, s_tagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagResourceResponse>(request, s_untagResource, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthResolver());
}
