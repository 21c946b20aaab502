using System;
using System.Linq;
using System.Security.Cryptography;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Checks the headers that change what an operation on a bucket means. The sandbox never ignores one silently.</summary>
internal static class BucketHeaders
{
    private const string Acl = "x-amz-acl";
    private const string DefaultAcl = "private";
    private const string DigestHeader = "Content-MD5";
    private const int DigestLength = 16;

    private static readonly string[] s_grants = ["x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp"];

    // Each with the value that a new bucket of the sandbox has.
    private static readonly (string Name, string Value)[] s_settings =
    [
        ("x-amz-object-ownership", "BucketOwnerEnforced"),
        ("x-amz-bucket-object-lock-enabled", "false"),
        ("x-amz-bucket-namespace", "global"),
    ];

    private static readonly (string Name, Func<HashAlgorithm> Algorithm)[] s_checksums =
    [
        ("x-amz-checksum-sha1", SHA1.Create),
        ("x-amz-checksum-sha256", SHA256.Create),
        ("x-amz-checksum-sha512", SHA512.Create),
    ];

    /// <summary>Checks the headers of a new bucket.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="AwsErrorException">The request has an access control list or a setting that the sandbox does not have.</exception>
    public static void CheckNew(SandboxRequest request)
    {
        if (request.Header(Acl) is not (null or DefaultAcl) || s_grants.Any(grant => request.Header(grant) is not null))
        {
            throw new AwsErrorException("InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }

        foreach (var (name, value) in s_settings)
        {
            if (request.Header(name) is { } given && !string.Equals(given, value, StringComparison.OrdinalIgnoreCase))
            {
                throw S3Xml.NotImplemented($"{name}: {given}");
            }
        }
    }

    /// <summary>Checks the headers that any operation can have: the digests of the body, and codes of MFA devices.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="AwsErrorException">A digest is not that of the body, or the request has the code of an MFA device.</exception>
    public static void Check(SandboxRequest request)
    {
        if (request.Header("x-amz-mfa") is not null)
        {
            throw S3Xml.NotImplemented("the header x-amz-mfa");
        }

        if (request.Header(DigestHeader) is { } digest)
        {
            CheckDigest(request, digest);
        }

        foreach (var (name, algorithm) in s_checksums)
        {
            if (request.Header(name) is { } given && given != Hash(request, algorithm))
            {
                throw new AwsErrorException("BadDigest", $"The {name.Substring(name.LastIndexOf('-') + 1).ToUpperInvariant()} you specified did not match the calculated checksum.");
            }
        }
    }

    private static void CheckDigest(SandboxRequest request, string digest)
    {
        try
        {
            if (Convert.FromBase64String(digest).Length != DigestLength)
            {
                throw InvalidDigest();
            }
        }
        catch (FormatException)
        {
            throw InvalidDigest();
        }

        // The protocol of S3 has this digest. It protects against accidents, not against attackers.
#pragma warning disable CA5351
        if (digest != Hash(request, MD5.Create))
#pragma warning restore CA5351
        {
            throw new AwsErrorException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }

    private static AwsErrorException InvalidDigest() => new("InvalidDigest", "The Content-MD5 you specified was invalid.");

    private static string Hash(SandboxRequest request, Func<HashAlgorithm> algorithm)
    {
        using var hash = algorithm();
        return Convert.ToBase64String(hash.ComputeHash(request.Body));
    }
}
