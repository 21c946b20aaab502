using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>S3 with path-style requests: method and path identify the operation.</summary>
internal sealed class S3Service : IAwsService
{
    /// <summary>The header of S3's request id; the other services have <c>x-amzn-RequestId</c>.</summary>
    public const string RequestIdHeader = "x-amz-request-id";

    private readonly Dictionary<string, Func<ServiceCall, string, SandboxResponse>> _operations = new(StringComparer.Ordinal)
    {
        ["ListBuckets"] = (call, _) => ListBucketsOperation.Answer(call),
        ["CreateBucket"] = BucketOperations.Create,
        ["HeadBucket"] = BucketOperations.Head,
        ["GetBucketLocation"] = BucketOperations.Location,
        ["DeleteBucket"] = BucketOperations.Delete,
        ["PutBucketPolicy"] = BucketPolicyOperations.Put,
        ["GetBucketPolicy"] = BucketPolicyOperations.Get,
        ["DeleteBucketPolicy"] = BucketPolicyOperations.Delete,
        ["PutBucketVersioning"] = BucketSettingOperations.PutVersioning,
        ["GetBucketVersioning"] = BucketSettingOperations.GetVersioning,
        ["PutPublicAccessBlock"] = BucketSettingOperations.PutPublicAccess,
        ["GetPublicAccessBlock"] = BucketSettingOperations.GetPublicAccess,
        ["PutBucketEncryption"] = BucketSettingOperations.PutEncryption,
        ["GetBucketEncryption"] = BucketSettingOperations.GetEncryption,
    };

    /// <summary>The operations by method and by the bucket's subresource in the query; empty for the bucket itself.</summary>
    private static readonly Dictionary<(string Method, string Part), string> s_names = new()
    {
        [("PUT", "")] = "CreateBucket",
        [("HEAD", "")] = "HeadBucket",
        [("DELETE", "")] = "DeleteBucket",
        [("GET", "location")] = "GetBucketLocation",
        [("PUT", "policy")] = "PutBucketPolicy",
        [("GET", "policy")] = "GetBucketPolicy",
        [("DELETE", "policy")] = "DeleteBucketPolicy",
        [("PUT", "versioning")] = "PutBucketVersioning",
        [("GET", "versioning")] = "GetBucketVersioning",
        [("PUT", "publicAccessBlock")] = "PutPublicAccessBlock",
        [("GET", "publicAccessBlock")] = "GetPublicAccessBlock",
        [("PUT", "encryption")] = "PutBucketEncryption",
        [("GET", "encryption")] = "GetBucketEncryption",
    };

    /// <summary>Initializes a new instance of the <see cref="S3Service"/> class.</summary>
    public S3Service()
    {
        foreach (var name in _operations.Keys)
        {
            BucketRights.Table.Require(name);
        }
    }

    /// <inheritdoc/>
    public string SigningName => "s3";

    /// <inheritdoc/>
    public IErrorFormat Errors { get; } = new S3ErrorFormat();

    /// <inheritdoc/>
    public IEnumerable<string> Operations => _operations.Keys;

    /// <inheritdoc/>
    public string? AccountOfUnsigned(SandboxRequest request) => null;

    /// <inheritdoc/>
    public string OperationOf(SandboxRequest request)
    {
        var (bucket, key) = Split(request.Path);
        if (bucket.Length == 0)
        {
            return request.Method == "GET" ? "ListBuckets" : string.Empty;
        }

        if (key.Length > 0)
        {
            return string.Empty;
        }

        return s_names.TryGetValue((request.Method, PartOf(request)), out var name) ? name : string.Empty;
    }

    /// <inheritdoc/>
    public SandboxResponse Invoke(ServiceCall call)
    {
        if (!_operations.TryGetValue(call.Operation, out var operation))
        {
            throw new AwsErrorException("NotImplemented", "The sandbox does not have this operation of S3.", 501);
        }

        var bucket = Split(call.Request.Path).Bucket;
        BucketRights.Table.Check(call, new JsonObject { [BucketRights.Bucket] = bucket }, Errors);
        RequestedBucket.CheckOwner(call, bucket);
        BucketHeaders.Check(call.Request);
        var response = operation(call, bucket);
        response.Headers[RequestIdHeader] = call.RequestId;
        return response;
    }

    /// <summary>Gets the bucket's subresource in the query, such as its policy. Ignores parameters of signing and SDKs.</summary>
    private static string PartOf(SandboxRequest request)
    {
        var names = request.Query.Select(pair => pair.Key).Where(name => !name.StartsWith("X-Amz-", StringComparison.Ordinal) && name != "x-id");
        return string.Join("&", names);
    }

    private static (string Bucket, string Key) Split(string path)
    {
        var trimmed = path.TrimStart('/');
        var slash = trimmed.IndexOf('/');
        return slash < 0
            ? (UrlText.Decode(trimmed), string.Empty)
            : (UrlText.Decode(trimmed.Substring(0, slash)), trimmed.Substring(slash + 1));
    }
}
