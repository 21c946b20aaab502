using System;
using System.Collections.Concurrent;
#if !NET
using System.Linq;
#endif
using System.Net.Http;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Calling.Rates;

/// <summary>The rates of operations. AWS limits the calls of an operation for each account and Region.</summary>
internal sealed class CallRates
{
    private readonly ConcurrentDictionary<Key, CallRate> _rates = new();
    private readonly IClock _clock;

    public CallRates(IClock clock) => _clock = clock;

    public IClock Clock => _clock;

    /// <summary>Gets the rate of the operation of a request: by host, access key, Region, service and operation.</summary>
    public CallRate Of(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        var key = new Key(uri.Host, uri.Port, Scope(Header(request, "Authorization")), Header(request, "X-Amz-Target") ?? request.Method.Method);
        return _rates.TryGetValue(key, out var rate) ? rate : _rates.GetOrAdd(key, new CallRate(_clock));
    }

    // The access key, Region and service of Credential=ACCESSKEY/DATE/REGION/SERVICE/aws4_request. A later call has another date.
    private static string Scope(string? signature)
    {
        const string Start = "Credential=";
        var start = signature?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return string.Empty;
        }

        start += Start.Length;
        var date = signature!.IndexOf('/', start);
        var region = After(date);
        var service = After(region);
        var end = After(service);
        return end < 0 ? string.Empty
#if NET
            : string.Concat(signature.AsSpan(start, date - start), signature.AsSpan(region, end - region));
#else
            : signature.Substring(start, end - start).Remove(date - start, region - date);
#endif

        int After(int slash) => slash < 0 ? -1 : signature.IndexOf('/', slash + 1);
    }

    // The other members of the headers read the value by the rules of its header, and keep the parts.
    private static string? Header(HttpRequestMessage request, string name) =>
#if NET
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
#else
        request.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
#endif

    // A class: .NET has native code for a dictionary with keys that are objects.
    private sealed record Key(string Host, int Port, string Scope, string Operation);
}
