using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

/// <summary>A client of IAM. Thread-safe; share one for all calls of the same settings.</summary>
public partial class AmazonIdentityManagementServiceClient : AmazonServiceClient, IAmazonIdentityManagementService
{
    private static readonly AwsQueryService s_service = IdentityManagementProtocol.Create();
    private static readonly InvokeOptions s_attachRolePolicy = s_service.Operation<AttachRolePolicyRequest, AttachRolePolicyResponse>("AttachRolePolicy", RequestWriter.Write);
    private static readonly InvokeOptions s_createRole = s_service.Operation<CreateRoleRequest, CreateRoleResponse>("CreateRole", RequestWriter.Write, AnswerReader.CreateRole);
    private static readonly InvokeOptions s_deleteRole = s_service.Operation<DeleteRoleRequest, DeleteRoleResponse>("DeleteRole", RequestWriter.Write);
    private static readonly InvokeOptions s_deleteRolePolicy = s_service.Operation<DeleteRolePolicyRequest, DeleteRolePolicyResponse>("DeleteRolePolicy", RequestWriter.Write);
    private static readonly InvokeOptions s_getRole = s_service.Operation<GetRoleRequest, GetRoleResponse>("GetRole", RequestWriter.Write, AnswerReader.GetRole);
    private static readonly InvokeOptions s_getRolePolicy = s_service.Operation<GetRolePolicyRequest, GetRolePolicyResponse>("GetRolePolicy", RequestWriter.Write, AnswerReader.GetRolePolicy);
    private static readonly InvokeOptions s_listAttachedRolePolicies = s_service.Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>("ListAttachedRolePolicies", RequestWriter.Write, AnswerReader.ListAttachedRolePolicies);
    private static readonly InvokeOptions s_listRolePolicies = s_service.Operation<ListRolePoliciesRequest, ListRolePoliciesResponse>("ListRolePolicies", RequestWriter.Write, AnswerReader.ListRolePolicies);
    private static readonly InvokeOptions s_listRoles = s_service.Operation<ListRolesRequest, ListRolesResponse>("ListRoles", RequestWriter.Write, AnswerReader.ListRoles);
    private static readonly InvokeOptions s_putRolePolicy = s_service.Operation<PutRolePolicyRequest, PutRolePolicyResponse>("PutRolePolicy", RequestWriter.Write);
    private static readonly InvokeOptions s_tagRole = s_service.Operation<TagRoleRequest, TagRoleResponse>("TagRole", RequestWriter.Write);
    private static readonly InvokeOptions s_updateAssumeRolePolicy = s_service.Operation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse>("UpdateAssumeRolePolicy", RequestWriter.Write);

    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceClient"/> class, with the SDK's own search for credentials.</summary>
    public AmazonIdentityManagementServiceClient()
        : base(new AmazonIdentityManagementServiceConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceClient"/> class, with the SDK's own search for credentials.</summary>
    /// <param name="config">The settings.</param>
    public AmazonIdentityManagementServiceClient(AmazonIdentityManagementServiceConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonIdentityManagementServiceClient(AWSCredentials credentials)
        : base(credentials, new AmazonIdentityManagementServiceConfig())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region.</param>
    public AmazonIdentityManagementServiceClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonIdentityManagementServiceConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceClient"/> class.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonIdentityManagementServiceClient(AWSCredentials credentials, AmazonIdentityManagementServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonIdentityManagementServiceConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonIdentityManagementServiceClient(awsCredentials, (AmazonIdentityManagementServiceConfig)clientConfig);
#endif

    /// <inheritdoc/>
    public virtual Task<AttachRolePolicyResponse> AttachRolePolicyAsync(AttachRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AttachRolePolicyResponse>(request, s_attachRolePolicy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateRoleResponse> CreateRoleAsync(CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateRoleResponse>(request, s_createRole, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteRoleResponse> DeleteRoleAsync(DeleteRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRoleResponse>(request, s_deleteRole, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteRolePolicyResponse> DeleteRolePolicyAsync(DeleteRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRolePolicyResponse>(request, s_deleteRolePolicy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetRoleResponse> GetRoleAsync(GetRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRoleResponse>(request, s_getRole, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetRolePolicyResponse> GetRolePolicyAsync(GetRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRolePolicyResponse>(request, s_getRolePolicy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListAttachedRolePoliciesResponse> ListAttachedRolePoliciesAsync(ListAttachedRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAttachedRolePoliciesResponse>(request, s_listAttachedRolePolicies, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListRolePoliciesResponse> ListRolePoliciesAsync(ListRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListRolePoliciesResponse>(request, s_listRolePolicies, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListRolesResponse> ListRolesAsync(ListRolesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListRolesResponse>(request, s_listRoles, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutRolePolicyResponse> PutRolePolicyAsync(PutRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutRolePolicyResponse>(request, s_putRolePolicy, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagRoleResponse> TagRoleAsync(TagRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagRoleResponse>(request, s_tagRole, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicyAsync(UpdateAssumeRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAssumeRolePolicyResponse>(request, s_updateAssumeRolePolicy, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<EndpointResolver>(new IdentityManagementEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthResolver());
    }
}
