using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Signs requests with Signature Version 4. It follows AWS's documentation, not the verifier.</summary>
internal sealed record SigV4Signer(string AccessKey, string SecretKey, string Region, string Service)
{
    public string? SessionToken { get; init; }

    /// <summary>Adds date, token and Authorization headers. The signature covers all headers of the request.</summary>
    public void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now, string? bodyHash = null)
    {
        var stamp = Stamp(now);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", stamp);
        if (SessionToken is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", SessionToken);
        }

        var hash = bodyHash ?? Convert.ToHexStringLower(SHA256.HashData(body));
        if (Service == "s3")
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Content-SHA256", hash);
        }

        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host ?? request.RequestUri!.Authority };
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
        {
            headers[name.ToLowerInvariant()] = string.Join(",", values);
        }

        var signed = string.Join(";", headers.Keys);
        var canonical = string.Join(
            "\n",
            request.Method.Method,
            CanonicalPath(request.RequestUri!),
            CanonicalQuery(request.RequestUri!),
            string.Concat(headers.Select(h => $"{h.Key}:{h.Value.Trim()}\n")),
            signed,
            hash);
        var signature = Signature(canonical, stamp);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKey}/{Scope(stamp)}, SignedHeaders={signed}, Signature={signature}");
    }

    /// <summary>Creates a presigned URL. Only the Host header is signed.</summary>
    public Uri Presign(HttpMethod method, Uri address, DateTimeOffset now, TimeSpan lifetime)
    {
        var stamp = Stamp(now);
        var query = address.Query.TrimStart('?');
        var added = $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Uri.EscapeDataString($"{AccessKey}/{Scope(stamp)}")}"
            + $"&X-Amz-Date={stamp}&X-Amz-Expires={(int)lifetime.TotalSeconds}&X-Amz-SignedHeaders=host";
        var unsigned = new UriBuilder(address) { Query = query.Length == 0 ? added : query + "&" + added }.Uri;
        var hash = Service == "s3" ? "UNSIGNED-PAYLOAD" : Convert.ToHexStringLower(SHA256.HashData([]));
        var canonical = string.Join(
            "\n", method.Method, unsigned.AbsolutePath, CanonicalQuery(unsigned), $"host:{unsigned.Authority}\n", "host", hash);
        return new Uri(unsigned.AbsoluteUri + "&X-Amz-Signature=" + Signature(canonical, stamp));
    }

    /// <summary>Signs a canonical request.</summary>
    public string Signature(string canonicalRequest, string stamp)
    {
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{Scope(stamp)}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (var part in new[] { stamp[..8], Region, Service, "aws4_request", toSign })
        {
            using var hash = new HMACSHA256(key);
            key = hash.ComputeHash(Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(key);
    }

    private string Scope(string stamp) => $"{stamp[..8]}/{Region}/{Service}/aws4_request";

    private static string Stamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // S3 signs the path as sent. Other services encode each segment again.
    private string CanonicalPath(Uri address) =>
        Service == "s3" ? address.AbsolutePath : string.Join("/", address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(Uri address) => string.Join("&", address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
        .Order(StringComparer.Ordinal));
}
