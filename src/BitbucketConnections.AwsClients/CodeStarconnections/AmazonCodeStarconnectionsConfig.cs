using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CodeStarconnections;

/// <summary>The settings of a CodeStar connections client.</summary>
public partial class AmazonCodeStarconnectionsConfig : ClientConfig
{
    /// <summary>Initializes a new instance of the <see cref="AmazonCodeStarconnectionsConfig"/> class.</summary>
    public AmazonCodeStarconnectionsConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration()]))
    {
        ServiceId = "CodeStar connections";
        AuthenticationServiceName = "codestar-connections";
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "codestar-connections";

    /// <inheritdoc/>
    public override string ServiceVersion => "2019-12-01";

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent.Value;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(
        RegionalEndpoint.Resolve("codestar-connections", RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint));
}
