using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds the host of a call to one of the two APIs. It must be in the account and the Region of the call.</summary>
internal static class RequestedHost
{
    /// <summary>Finds a host to read or change it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The host.</returns>
    /// <exception cref="AwsErrorException">The host is not found.</exception>
    public static HostRecord Find(ServiceCall call, string service, string arn) =>
        call.RegionState.Part<HostStore>().Find(arn) is { } host && host.Service == service ? host : throw ConnectionErrors.NotFound();

    /// <summary>Finds the host of a new connection. The newer API accepts hosts of both APIs.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The host.</returns>
    /// <exception cref="AwsErrorException">The host is not found.</exception>
    public static HostRecord ToUse(ServiceCall call, string arn) => call.RegionState.Part<HostStore>().Find(arn)
        ?? throw new AwsErrorException("ResourceUnavailableException", $"Resource not found. Verify the ARN for the host resource and try again. ({arn})");
}
