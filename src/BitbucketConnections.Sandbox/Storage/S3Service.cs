using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Services;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>S3 in path style: method and path name the operation.</summary>
internal sealed class S3Service : IAwsService
{
    /// <summary>The header of S3's request id; the other services have <c>x-amzn-RequestId</c>.</summary>
    public const string RequestIdHeader = "x-amz-request-id";

    private readonly Dictionary<string, Func<ServiceCall, string, SandboxResponse>> _operations = new(StringComparer.Ordinal)
    {
        ["ListBuckets"] = (call, _) => BucketOperations.List(call),
        ["CreateBucket"] = BucketOperations.Create,
        ["HeadBucket"] = BucketOperations.Head,
        ["GetBucketLocation"] = BucketOperations.Location,
        ["DeleteBucket"] = BucketOperations.Delete,
    };

    /// <inheritdoc/>
    public string SigningName => "s3";

    /// <inheritdoc/>
    public IErrorFormat Errors { get; } = new S3ErrorFormat();

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

        var isLocation = request.QueryValue("location") is not null;
        return (request.Method, isLocation, HasSubresource(request)) switch
        {
            ("GET", true, _) => "GetBucketLocation",
            ("PUT", false, false) => "CreateBucket",
            ("HEAD", false, false) => "HeadBucket",
            ("DELETE", false, false) => "DeleteBucket",
            _ => string.Empty,
        };
    }

    /// <inheritdoc/>
    public SandboxResponse Invoke(ServiceCall call)
    {
        if (!_operations.TryGetValue(call.Operation, out var operation))
        {
            throw new AwsErrorException("NotImplemented", "The sandbox does not have this operation of S3.", 501);
        }

        var response = operation(call, Split(call.Request.Path).Bucket);
        response.Headers[RequestIdHeader] = call.RequestId;
        return response;
    }

    /// <summary>Tells whether the query names a part of the bucket, such as its policy. Signing and SDK parameters don't.</summary>
    private static bool HasSubresource(SandboxRequest request)
    {
        foreach (var pair in request.Query)
        {
            if (!pair.Key.StartsWith("X-Amz-", StringComparison.Ordinal) && pair.Key != "x-id")
            {
                return true;
            }
        }

        return false;
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
