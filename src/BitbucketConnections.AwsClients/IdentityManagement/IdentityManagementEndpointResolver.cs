using System;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

/// <summary>Besides the endpoint, sets the Region of the signature: that of the host, not of the client.</summary>
internal sealed class IdentityManagementEndpointResolver : EndpointResolver
{
    public override Uri DetermineEndpoint(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        if (string.IsNullOrEmpty(config.AuthenticationRegion))
        {
            requestContext.Request.AuthenticationRegion = IdentityManagementEndpoint.Resolve(
                config.RegionEndpoint?.SystemName, config.ServiceURL, config.UseFIPSEndpoint, config.UseDualstackEndpoint).SigningRegion;
        }

        return base.DetermineEndpoint(requestContext);
    }
}
