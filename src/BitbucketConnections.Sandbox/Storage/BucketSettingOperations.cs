using System.Linq;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using static BitbucketConnections.Sandbox.Storage.S3Xml;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Handles versioning, public access block and default encryption of buckets.</summary>
internal static class BucketSettingOperations
{
    private const string Versioning = "VersioningConfiguration";
    private const string PublicAccess = "PublicAccessBlockConfiguration";
    private const string Encryption = "ServerSideEncryptionConfiguration";

    private static readonly string[] s_blocks = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    /// <summary>Sets versioning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse PutVersioning(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.Find(call, name);
        var given = Read(call.Request, Versioning);
        Require(given, "Status");
        bucket.Versioning = given.Element(Namespace + "Status")?.Value is "Enabled" or "Suspended" ? given : throw Malformed();
        return new SandboxResponse(200);
    }

    /// <summary>Gets versioning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response; empty if it was never set.</returns>
    public static SandboxResponse GetVersioning(ServiceCall call, string name) =>
        Answer(RequestedBucket.Find(call, name).Versioning ?? new XElement(Namespace + Versioning));

    /// <summary>Sets the public access block.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse PutPublicAccess(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.Find(call, name);
        var given = Read(call.Request, PublicAccess);
        Require(given, s_blocks);
        bucket.PublicAccessBlock = new XElement(Namespace + PublicAccess, s_blocks.Select(block => new XElement(Namespace + block, Block(given, block))));
        return new SandboxResponse(200);
    }

    /// <summary>Gets the public access block.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response. A new bucket blocks all public access.</returns>
    public static SandboxResponse GetPublicAccess(ServiceCall call, string name) => Answer(
        RequestedBucket.Find(call, name).PublicAccessBlock
            ?? new XElement(Namespace + PublicAccess, s_blocks.Select(block => new XElement(Namespace + block, "true"))));

    /// <summary>Sets the default encryption.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse PutEncryption(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.Find(call, name);
        var given = Read(call.Request, Encryption);
        var algorithms = given.Descendants(Namespace + "SSEAlgorithm").Select(element => element.Value).ToList();
        if (algorithms is ["AES256"] && given.Descendants(Namespace + "KMSMasterKeyID").Any())
        {
            throw new AwsErrorException("InvalidArgument", "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        }

        bucket.Encryption = algorithms.Count == 1 && algorithms[0] is "AES256" or "aws:kms" or "aws:kms:dsse" ? given : throw Malformed();
        return new SandboxResponse(200);
    }

    /// <summary>Gets the default encryption.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response. A new bucket encrypts with S3's own keys.</returns>
    public static SandboxResponse GetEncryption(ServiceCall call, string name) => Answer(
        RequestedBucket.Find(call, name).Encryption ?? new XElement(
            Namespace + Encryption,
            new XElement(
                Namespace + "Rule",
                new XElement(Namespace + "ApplyServerSideEncryptionByDefault", new XElement(Namespace + "SSEAlgorithm", "AES256")),
                new XElement(Namespace + "BucketKeyEnabled", "false"))));

    /// <summary>Reads one setting of the block. The default is off.</summary>
    private static string Block(XElement given, string block) => given.Element(Namespace + block)?.Value.ToLowerInvariant() switch
    {
        "true" => "true",
        "false" or null => "false",
        _ => throw Malformed(),
    };
}
