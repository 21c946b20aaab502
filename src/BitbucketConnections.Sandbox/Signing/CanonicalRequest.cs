using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Signing;

/// <summary>Builds the canonical request of Signature Version 4, the text that client and server hash.</summary>
internal static class CanonicalRequest
{
    /// <summary>Builds the text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signature">The signature of the request.</param>
    /// <param name="bodyHash">The hash of the body, or the keyword that replaces it.</param>
    /// <returns>The canonical request.</returns>
    public static string Build(SandboxRequest request, RequestSignature signature, string bodyHash)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(signature.Service == "s3" ? Reencode(request.Path) : NormalizedPath(request.Path)).Append('\n');
        text.Append(Query(request)).Append('\n');
        foreach (var name in signature.SignedHeaders)
        {
            text.Append(name).Append(':').Append(HeaderValue(request, name)).Append('\n');
        }

        text.Append('\n').Append(string.Join(";", signature.SignedHeaders)).Append('\n').Append(bodyHash);
        return text.ToString();
    }

    /// <summary>Gets the path as S3 signs it: encoded once and unchanged.</summary>
    private static string Reencode(string path) =>
        string.Join("/", path.Split('/').Select(segment => UrlText.Encode(UrlText.Decode(segment))));

    /// <summary>Gets the path as other services sign it: without dot segments, and with each segment encoded again.</summary>
    private static string NormalizedPath(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment.Length > 0 && segment is not ("." or ".."))
            {
                kept.Add(UrlText.Encode(segment));
            }
        }

        var tail = kept.Count > 0 && path.EndsWith("/", StringComparison.Ordinal) ? "/" : string.Empty;
        return "/" + string.Join("/", kept) + tail;
    }

    private static string Query(SandboxRequest request)
    {
        var pairs = request.Query
            .Where(pair => pair.Key != "X-Amz-Signature")
            .Select(pair => (Name: UrlText.Encode(pair.Key), Value: UrlText.Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join("&", pairs.Select(pair => pair.Name + "=" + pair.Value));
    }

    private static string HeaderValue(SandboxRequest request, string name) =>
        Regex.Replace((request.Header(name) ?? string.Empty).Trim(), " {2,}", " ");
}
