using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The hosts of both APIs in a Region.</summary>
internal sealed class HostStore : IRegionPart
{
    /// <summary>The maximum number of hosts. AWS's documentation has it.</summary>
    public const int Quota = 50;

    /// <summary>Gets the hosts, oldest first.</summary>
    public List<HostRecord> Hosts { get; } = [];

    /// <summary>Finds a host.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The host, or null.</returns>
    public HostRecord? Find(string arn) => Hosts.Find(host => host.Arn == arn);
}
