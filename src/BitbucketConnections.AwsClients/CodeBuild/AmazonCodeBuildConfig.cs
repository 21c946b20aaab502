using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CodeBuild;

/// <summary>The settings of a CodeBuild client.</summary>
public partial class AmazonCodeBuildConfig : ClientConfig
{
    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildConfig"/> class.</summary>
    public AmazonCodeBuildConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration()]))
    {
        ServiceId = "CodeBuild";
        AuthenticationServiceName = "codebuild";
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "codebuild";

    /// <inheritdoc/>
    public override string ServiceVersion => "2016-10-06";

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent.Value;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(
        RegionalEndpoint.Resolve("codebuild", RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint));
}
