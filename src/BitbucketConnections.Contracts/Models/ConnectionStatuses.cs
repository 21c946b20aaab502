namespace BitbucketConnections;

/// <summary>The statuses of a connection that AWS documents. A status is a string, so that a newer one still binds.</summary>
public static class ConnectionStatuses
{
    /// <summary>Created, and waiting for a person to complete the handshake in the console.</summary>
    public const string Pending = "PENDING";

    /// <summary>The handshake is complete.</summary>
    public const string Available = "AVAILABLE";

    /// <summary>The app behind the connection was removed or changed; a new connection is needed.</summary>
    public const string Error = "ERROR";
}
