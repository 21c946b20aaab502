using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds the connection that a call names, as one of the two APIs sees it.</summary>
internal static class RequestedConnection
{
    /// <summary>Finds a connection of the API, account and Region called. Lists alone see other Regions.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="AwsErrorException">There is none.</exception>
    public static ConnectionRecord Find(ServiceCall call, string service, string arn) =>
        call.RegionState.Part<ConnectionStore>().Find(arn) is { } connection && connection.Service == service
            ? connection
            : throw new AwsErrorException("ResourceNotFoundException", "Resource not found. Verify the connection resource ARN and try again.");
}
