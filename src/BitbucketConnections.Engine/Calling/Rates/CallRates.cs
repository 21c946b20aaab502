using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Calling.Rates;

/// <summary>The rates of operations. AWS limits the calls of an operation for each account and Region.</summary>
internal sealed class CallRates
{
    // Credential=ACCESSKEY/DATE/REGION/SERVICE/aws4_request
    private static readonly Regex s_scope = new("Credential=(?<key>[^/]+)/[0-9]+/(?<place>[^/]+/[^/]+)/", RegexOptions.CultureInvariant);
    private readonly ConcurrentDictionary<string, CallRate> _rates = new(StringComparer.Ordinal);
    private readonly IClock _clock;

    public CallRates(IClock clock) => _clock = clock;

    public IClock Clock => _clock;

    /// <summary>Gets the rate of the operation of a request: by host, access key, Region, service and operation.</summary>
    public CallRate Of(HttpRequestMessage request)
    {
        var scope = Header(request, "Authorization") is { } signed ? s_scope.Match(signed) : Match.Empty;
        var operation = Header(request, "X-Amz-Target") ?? request.Method.Method;
        return _rates.GetOrAdd(string.Join("\n", request.RequestUri!.Authority, scope.Groups["key"].Value, scope.Groups["place"].Value, operation), _ => new CallRate(_clock));
    }

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
