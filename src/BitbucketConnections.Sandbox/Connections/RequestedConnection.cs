using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds the connection of a call to one of the two APIs.</summary>
internal static class RequestedConnection
{
    /// <summary>Finds a connection by API, account and Region of the call. Only lists include other Regions.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="AwsErrorException">The connection is not found.</exception>
    public static ConnectionRecord Find(ServiceCall call, string service, string arn) =>
        call.RegionState.Part<ConnectionStore>().Find(arn) is { } connection && connection.Service == service
            ? connection
            : throw new AwsErrorException("ResourceNotFoundException", "Resource not found. Verify the connection resource ARN and try again.");
}
