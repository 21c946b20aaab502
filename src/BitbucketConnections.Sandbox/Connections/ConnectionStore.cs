using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The connections of both APIs in a Region.</summary>
internal sealed class ConnectionStore : IRegionPart
{
    /// <summary>Gets the connections, oldest first.</summary>
    public List<ConnectionRecord> Connections { get; } = [];

    /// <summary>Finds a connection.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection, or null.</returns>
    public ConnectionRecord? Find(string arn) => Connections.Find(connection => connection.Arn == arn);
}
