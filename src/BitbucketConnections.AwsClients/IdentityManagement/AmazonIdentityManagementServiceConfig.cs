using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

/// <summary>The settings of an IAM client.</summary>
public partial class AmazonIdentityManagementServiceConfig : ClientConfig
{
    /// <summary>Initializes a new instance of the <see cref="AmazonIdentityManagementServiceConfig"/> class.</summary>
    public AmazonIdentityManagementServiceConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration()]))
    {
        ServiceId = "IAM";
        AuthenticationServiceName = "iam";
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "iam";

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-05-08";

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent.Value;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(
        IdentityManagementEndpoint.Resolve(RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint));
}
