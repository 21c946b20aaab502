using System;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

/// <summary>Besides the endpoint, sets the Region of the signature: that of IAM's host, not of the client.</summary>
internal sealed class IdentityManagementEndpointResolver : EndpointResolver
{
    public override Uri DetermineEndpoint(IRequestContext requestContext)
    {
        // A custom endpoint is signed for as the SDK does for any service.
        var config = requestContext.ClientConfig;
        if (string.IsNullOrEmpty(config.AuthenticationRegion) && string.IsNullOrEmpty(config.ServiceURL) && config.RegionEndpoint is { } region)
        {
            requestContext.Request.AuthenticationRegion = IdentityManagementEndpoint.SigningRegion(region.SystemName);
        }

        return base.DetermineEndpoint(requestContext);
    }
}
