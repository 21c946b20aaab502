using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CodeBuild;

/// <summary>A client of CodeBuild. Thread-safe; share one for all calls of the same settings.</summary>
public partial class AmazonCodeBuildClient : AmazonServiceClient, IAmazonCodeBuild
{
    private static readonly AwsJsonService s_service = CodeBuildProtocol.Create();
    private static readonly InvokeOptions s_batchGetProjects = s_service.Operation<BatchGetProjectsRequest, BatchGetProjectsResponse>("BatchGetProjects");

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildClient"/> class, with the SDK's own search for credentials.</summary>
    public AmazonCodeBuildClient()
        : base(new AmazonCodeBuildConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildClient"/> class, with the SDK's own search for credentials.</summary>
    /// <param name="config">The settings.</param>
    public AmazonCodeBuildClient(AmazonCodeBuildConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonCodeBuildClient(AWSCredentials credentials)
        : base(credentials, new AmazonCodeBuildConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region.</param>
    public AmazonCodeBuildClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonCodeBuildConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonCodeBuildClient(AWSCredentials credentials, AmazonCodeBuildConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCodeBuildConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCodeBuildClient(awsCredentials, (AmazonCodeBuildConfig)clientConfig);
#endif

    /// <inheritdoc/>
    public virtual Task<BatchGetProjectsResponse> BatchGetProjectsAsync(BatchGetProjectsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<BatchGetProjectsResponse>(request, s_batchGetProjects, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthResolver());
}
