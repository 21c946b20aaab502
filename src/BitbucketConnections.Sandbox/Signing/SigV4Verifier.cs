using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Regions;

namespace BitbucketConnections.Sandbox.Signing;

/// <summary>Verifies Signature Version 4, in the Authorization header or presigned.</summary>
internal sealed class SigV4Verifier
{
    /// <summary>The keyword for an unsigned body.</summary>
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>The prefix of the keywords of <c>aws-chunked</c> bodies, which do not sign the body as sent.</summary>
    private const string StreamingPrefix = "STREAMING-";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private const string S3 = "s3";

    private static readonly TimeSpan s_allowedSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_allowedSkewOfS3 = TimeSpan.FromMinutes(15);

    private readonly Func<string, string?> _secretOf;
    private readonly Func<string, string?, SignatureProblemKind?> _judgeToken;
    private readonly Func<DateTimeOffset> _clock;

    /// <summary>Initializes a new instance of the <see cref="SigV4Verifier"/> class.</summary>
    /// <param name="secretOf">Returns the secret of an access key ID, or null if the ID is unknown.</param>
    /// <param name="judgeToken">Returns the problem of an access key ID with a session token or without one, or null if they are valid.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    public SigV4Verifier(Func<string, string?> secretOf, Func<string, string?, SignatureProblemKind?> judgeToken, Func<DateTimeOffset> clock)
    {
        _secretOf = secretOf;
        _judgeToken = judgeToken;
        _clock = clock;
    }

    /// <summary>Verifies the signature of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The expected service in the signature's scope.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="SignatureException">The signature is missing or not valid.</exception>
    public RequestSignature Verify(SandboxRequest request, string service)
    {
        var signature = RequestSignature.Read(request)
            ?? throw new SignatureException(SignatureProblemKind.Missing, "Missing Authentication Token");
        var secret = _secretOf(signature.AccessKeyId);
        var tokenProblem = _judgeToken(signature.AccessKeyId, signature.SessionToken);
        if (secret is null || tokenProblem is SignatureProblemKind.UnknownKey)
        {
            throw new SignatureException(SignatureProblemKind.UnknownKey, "The security token included in the request is invalid.");
        }

        if (tokenProblem is { } kind)
        {
            throw new SignatureException(kind, "The security token included in the request is expired");
        }

        CheckScope(signature, service);
        CheckSignedHeaders(request, signature);
        CheckTime(signature);
        var bodyHash = BodyHash(request, signature);
        var expected = Sign(request, signature, secret, bodyHash);
        if (!FixedTimeEquals(expected, signature.Signature))
        {
            throw new SignatureException(
                SignatureProblemKind.Mismatch,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        return signature;
    }

    private static void CheckScope(RequestSignature signature, string service)
    {
        if (signature.Service != service)
        {
            throw new SignatureException(SignatureProblemKind.WrongScope, $"Credential should be scoped to correct service: '{service}'.");
        }

        if (!RegionPartition.IsRegion(signature.Region))
        {
            throw new SignatureException(SignatureProblemKind.WrongScope, "Credential should be scoped to a valid region.");
        }

        if (!signature.Timestamp.StartsWith(signature.Date, StringComparison.Ordinal))
        {
            throw new SignatureException(
                SignatureProblemKind.WrongScope,
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signature.Date}' != '{signature.Timestamp.Substring(0, 8)}', from '{signature.Timestamp}'.");
        }
    }

    private static void CheckSignedHeaders(SandboxRequest request, RequestSignature signature)
    {
        if (!signature.SignedHeaders.Contains("host", StringComparer.Ordinal))
        {
            throw new SignatureException(SignatureProblemKind.Incomplete, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        // An unsigned target could be replaced without changing the signature.
        if (request.Header("X-Amz-Target") is not null && !signature.SignedHeaders.Contains("x-amz-target", StringComparer.Ordinal))
        {
            throw new SignatureException(SignatureProblemKind.Incomplete, "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private void CheckTime(RequestSignature signature)
    {
        var now = _clock();
        var skew = signature.Service == S3 ? s_allowedSkewOfS3 : s_allowedSkew;
        var oldest = signature.IsPresigned ? now - signature.Lifetime : now - skew;
        if (signature.Time < oldest)
        {
            throw new SignatureException(
                signature.IsPresigned ? SignatureProblemKind.LifetimeOver : SignatureProblemKind.Expired,
                $"Signature expired: {signature.Timestamp} is now earlier than {Format(oldest)} ({Format(now)} - {(now - oldest).TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture)} min.)");
        }

        if (signature.Time > now + skew)
        {
            throw new SignatureException(
                SignatureProblemKind.NotYetValid,
                $"Signature not yet current: {signature.Timestamp} is still later than {Format(now + skew)} ({Format(now)} + {skew.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture)} min.)");
        }
    }

    // Only S3 accepts a body that is not signed.
    private static string BodyHash(SandboxRequest request, RequestSignature signature)
    {
        var declared = request.Header("X-Amz-Content-SHA256");
        var isKeyword = declared is not null && (declared == UnsignedPayload || declared.StartsWith(StreamingPrefix, StringComparison.Ordinal));
        if (isKeyword && signature.Service == S3)
        {
            return declared!;
        }

        if (declared is null && signature is { IsPresigned: true, Service: S3 })
        {
            return UnsignedPayload;
        }

        var actual = Hash(request.Body);
        if (!isKeyword && declared is not null && !FixedTimeEquals(declared, actual))
        {
            throw new SignatureException(SignatureProblemKind.BodyMismatch, "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        return actual;
    }

    private static string Sign(SandboxRequest request, RequestSignature signature, string secret, string bodyHash)
    {
        var canonical = CanonicalRequest.Build(request, signature, bodyHash);
        var toSign = $"AWS4-HMAC-SHA256\n{signature.Timestamp}\n{signature.Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), signature.Date);
        key = Hmac(key, signature.Region);
        key = Hmac(key, signature.Service);
        key = Hmac(key, "aws4_request");
        return Hex.Lower(Hmac(key, toSign));
    }

    private static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static string Hash(byte[] bytes)
    {
        using var sha = SHA256.Create();
        return Hex.Lower(sha.ComputeHash(bytes));
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static bool FixedTimeEquals(string expected, string actual)
    {
        var difference = expected.Length ^ actual.Length;
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            difference |= expected[i] ^ actual[i];
        }

        return difference == 0;
    }
}
