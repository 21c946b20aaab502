using System;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.IdentityManagement;

/// <summary>Sets the endpoint, and sets the Region of the signature to that of IAM's host, not of the client.</summary>
internal sealed class IdentityManagementEndpointResolver : EndpointResolver
{
    public override Uri DetermineEndpoint(IRequestContext requestContext)
    {
        // For a custom endpoint, sign as the SDK does for all services.
        var config = requestContext.ClientConfig;
        if (string.IsNullOrEmpty(config.AuthenticationRegion) && string.IsNullOrEmpty(config.ServiceURL) && config.RegionEndpoint is { } region)
        {
            requestContext.Request.AuthenticationRegion = IdentityManagementEndpoint.SigningRegion(region.SystemName);
        }

        return base.DetermineEndpoint(requestContext);
    }
}
