using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds the connection of a call to one of the two APIs.</summary>
internal static class RequestedConnection
{
    /// <summary>Finds a connection to read it, in any Region of the partition. It belongs to the account of the call or is shared with it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="AwsErrorException">The connection is not found.</exception>
    public static ConnectionRecord FindReadable(ServiceCall call, string service, string arn) =>
        ConnectionDirectory.Find(call.State, call.AccountId, arn) is { } connection && connection.Service == service && Arn.TryParse(arn, out var parsed) && parsed.Partition == call.Partition
            ? connection
            : throw ConnectionErrors.NotFound();

    /// <summary>Finds a connection to change it. It must be in the account and the Region of the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="AwsErrorException">The connection is not found.</exception>
    public static ConnectionRecord FindOwn(ServiceCall call, string service, string arn) =>
        call.RegionState.Part<ConnectionStore>().Find(arn) is { } connection && connection.Service == service
            ? connection
            : throw ConnectionErrors.NotFound();
}
