namespace BitbucketConnections;

/// <summary>The statuses of a connection that AWS documents. A status is a string, so that statuses that AWS adds later still work.</summary>
public static class ConnectionStatuses
{
    /// <summary>The connection was created, and a person must complete the handshake in the console.</summary>
    public const string Pending = "PENDING";

    /// <summary>The handshake is complete.</summary>
    public const string Available = "AVAILABLE";

    /// <summary>The app of the connection was removed or changed. A new connection is needed.</summary>
    public const string Error = "ERROR";
}
