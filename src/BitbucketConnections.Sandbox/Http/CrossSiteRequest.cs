using System;
using System.Linq;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// Finds requests that a web page of another site makes a browser send. The keys of the sandbox are published, so such a page could sign them. Programs send none of
/// these headers.
/// </summary>
internal static class CrossSiteRequest
{
    private static readonly string[] s_own = ["same-origin", "none"];

    /// <summary>Determines whether a request comes from another site. Following a link of another site to a page of the sandbox is allowed.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="origin">The header <c>Origin</c>, or null.</param>
    /// <param name="site">The header <c>Sec-Fetch-Site</c>, or null.</param>
    /// <param name="mode">The header <c>Sec-Fetch-Mode</c>, or null.</param>
    /// <param name="port">The port of the sandbox.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public static bool Is(string method, string? origin, string? site, string? mode, int port)
    {
        if (origin is not null && !LoopbackAddress.Prefixes(port).Any(own => string.Equals(own.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var isLink = method == "GET" && mode == "navigate";
        return site is not null && !isLink && !s_own.Contains(site);
    }
}
