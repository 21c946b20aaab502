using System;
using System.Collections.Generic;
using System.Globalization;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Signing;

/// <summary>The signature of a request, in its header or (presigned) in its query.</summary>
internal sealed class RequestSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private RequestSignature(string credential, string signedHeaders, string signature, string timestamp, string? token, bool isPresigned)
    {
        var scope = credential.Split('/');
        if (scope.Length < 5 || scope[scope.Length - 1] != "aws4_request")
        {
            throw Incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        }

        AccessKeyId = string.Join("/", scope, 0, scope.Length - 4);
        Date = scope[scope.Length - 4];
        Region = scope[scope.Length - 3];
        Service = scope[scope.Length - 2];
        SignedHeaders = signedHeaders.Split(';');
        Signature = signature;
        Timestamp = timestamp;
        SessionToken = token;
        IsPresigned = isPresigned;
        if (!DateTimeOffset.TryParseExact(
            timestamp, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            throw Incomplete($"Date must be in ISO-8601 'basic format'. Got '{timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        Time = time;
    }

    /// <summary>Gets the access key id.</summary>
    public string AccessKeyId { get; }

    /// <summary>Gets the date of the scope, <c>yyyyMMdd</c>.</summary>
    public string Date { get; }

    /// <summary>Gets the Region of the scope.</summary>
    public string Region { get; }

    /// <summary>Gets the service of the scope.</summary>
    public string Service { get; }

    /// <summary>Gets the names of the signed headers, in the order sent.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

    /// <summary>Gets the signature, 64 lowercase hexadecimal digits.</summary>
    public string Signature { get; }

    /// <summary>Gets the time of signing as sent.</summary>
    public string Timestamp { get; }

    /// <summary>Gets the time of signing.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Gets the session token, or null.</summary>
    public string? SessionToken { get; }

    /// <summary>Gets a value indicating whether the signature is in the query.</summary>
    public bool IsPresigned { get; }

    /// <summary>Gets how long a presigned request is valid.</summary>
    public TimeSpan Lifetime { get; private init; }

    /// <summary>Gets the scope: date, Region, service and terminator.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads the signature of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The signature; null if the request is not signed.</returns>
    /// <exception cref="SignatureException">The signature can't be read.</exception>
    public static RequestSignature? Read(SandboxRequest request)
    {
        if (request.QueryValue("X-Amz-Algorithm") is { } algorithm)
        {
            return ReadQuery(request, algorithm);
        }

        return request.Header("Authorization") is { } header ? ReadHeader(request, header) : null;
    }

    private static RequestSignature ReadHeader(SandboxRequest request, string header)
    {
        var space = header.IndexOf(' ');
        if (space < 0 || header.Substring(0, space) != Algorithm)
        {
            throw Incomplete($"Authorization header requires the '{Algorithm}' algorithm.");
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header.Substring(space + 1).Split(','))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                parts[part.Substring(0, equals).Trim()] = part.Substring(equals + 1).Trim();
            }
        }

        // Do not include the header, although AWS does: it contains the signature.
        string Part(string name) => parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw Incomplete($"Authorization header requires '{name}' parameter.");

        var timestamp = request.Header("X-Amz-Date")
            ?? throw Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        return new RequestSignature(
            Part("Credential"), Part("SignedHeaders"), Part("Signature"), timestamp, request.Header("X-Amz-Security-Token"), isPresigned: false);
    }

    private static RequestSignature ReadQuery(SandboxRequest request, string algorithm)
    {
        if (algorithm != Algorithm)
        {
            throw Incomplete($"X-Amz-Algorithm only supports \"{Algorithm}\".");
        }

        string Part(string name) => request.QueryValue(name) is { Length: > 0 } value
            ? value
            : throw Incomplete($"AWS query-string parameters must include '{name}'.");

        if (!int.TryParse(Part("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 604800)
        {
            throw Incomplete("X-Amz-Expires must be a number of seconds, less than a week (604800).");
        }

        return new RequestSignature(
            Part("X-Amz-Credential"),
            Part("X-Amz-SignedHeaders"),
            Part("X-Amz-Signature"),
            Part("X-Amz-Date"),
            request.QueryValue("X-Amz-Security-Token"),
            isPresigned: true)
        {
            Lifetime = TimeSpan.FromSeconds(seconds),
        };
    }

    private static SignatureException Incomplete(string message) => new(SignatureProblemKind.Incomplete, message);
}
