using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CodeConnections;

/// <summary>The settings of a CodeConnections client.</summary>
public partial class AmazonCodeConnectionsConfig : ClientConfig
{
    /// <summary>Initializes a new instance of the <see cref="AmazonCodeConnectionsConfig"/> class.</summary>
    public AmazonCodeConnectionsConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration()]))
    {
        ServiceId = "CodeConnections";
        AuthenticationServiceName = "codeconnections";
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "codeconnections";

    /// <inheritdoc/>
    public override string ServiceVersion => "2023-12-01";

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent.Value;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(
        RegionalEndpoint.Resolve("codeconnections", RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint));
}
