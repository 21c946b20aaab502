using System;
using System.Collections.Generic;
using System.Net;
using System.Runtime.InteropServices;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// The only place that defines the loopback addresses. Windows lets a standard user register only the name <c>localhost</c>;
/// other systems register the IP address too, so that clients need no name look-up.
/// </summary>
internal static class LoopbackAddress
{
    private static readonly string[] s_hosts = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? ["localhost"]
        : ["127.0.0.1", "localhost"];

    /// <summary>Gets the endpoint for clients.</summary>
    /// <param name="port">The port.</param>
    /// <returns>The endpoint.</returns>
    public static Uri Endpoint(int port) => new($"http://{s_hosts[0]}:{port}/");

    /// <summary>Gets the prefixes to listen on.</summary>
    /// <param name="port">The port.</param>
    /// <returns>One prefix for each host name.</returns>
    public static IEnumerable<string> Prefixes(int port)
    {
        foreach (var host in s_hosts)
        {
            yield return $"http://{host}:{port}/";
        }
    }

    /// <summary>Determines whether to serve a request: it must come from this computer, and its Host header must be a loopback name.</summary>
    /// <param name="remote">The address of the client.</param>
    /// <param name="host">The Host header. A web page that rebinds its own name to loopback (DNS rebinding) sends that name here.</param>
    /// <param name="port">The port of the server.</param>
    /// <returns>True if both are loopback; otherwise false.</returns>
    public static bool Allows(IPAddress? remote, string? host, int port) =>
        remote is not null && IPAddress.IsLoopback(remote)
        && (host == $"127.0.0.1:{port}" || string.Equals(host, $"localhost:{port}", StringComparison.OrdinalIgnoreCase));
}
