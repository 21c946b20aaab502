using System;
using System.Collections.Generic;
using System.Net;
using System.Runtime.InteropServices;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// The one place that knows how loopback is spelled. Windows gives a plain user the name <c>localhost</c> only;
/// elsewhere the address is registered too, so that no look-up is needed to reach it.
/// </summary>
internal static class LoopbackAddress
{
    private static readonly string[] s_hosts = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? ["localhost"]
        : ["127.0.0.1", "localhost"];

    /// <summary>Gets the endpoint that clients are told.</summary>
    /// <param name="port">The port.</param>
    /// <returns>The endpoint.</returns>
    public static Uri Endpoint(int port) => new($"http://{s_hosts[0]}:{port}/");

    /// <summary>Gets the prefixes to listen on.</summary>
    /// <param name="port">The port.</param>
    /// <returns>One prefix a host name.</returns>
    public static IEnumerable<string> Prefixes(int port)
    {
        foreach (var host in s_hosts)
        {
            yield return $"http://{host}:{port}/";
        }
    }

    /// <summary>Determines whether a request may be served: it comes from this machine and asks for it by name.</summary>
    /// <param name="remote">Where the request comes from.</param>
    /// <param name="host">The Host header; a page that rebinds its own name to loopback shows it here.</param>
    /// <param name="port">The port listened on.</param>
    /// <returns>Whether both are loopback.</returns>
    public static bool Allows(IPAddress? remote, string? host, int port) =>
        remote is not null && IPAddress.IsLoopback(remote)
        && (host == $"127.0.0.1:{port}" || string.Equals(host, $"localhost:{port}", StringComparison.OrdinalIgnoreCase));
}
