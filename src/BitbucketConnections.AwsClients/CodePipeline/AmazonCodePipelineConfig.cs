using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CodePipeline;

/// <summary>The settings of a CodePipeline client.</summary>
public partial class AmazonCodePipelineConfig : ClientConfig
{
    /// <summary>Initializes a new instance of the <see cref="AmazonCodePipelineConfig"/> class.</summary>
    public AmazonCodePipelineConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration()]))
    {
        ServiceId = "CodePipeline";
        AuthenticationServiceName = "codepipeline";
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "codepipeline";

    /// <inheritdoc/>
    public override string ServiceVersion => "2015-07-09";

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent.Value;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(
        RegionalEndpoint.Resolve("codepipeline", RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint));
}
