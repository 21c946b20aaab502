using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Handles ListBuckets, which returns the caller's buckets in all Regions by name.</summary>
internal static class ListBucketsOperation
{
    private const int MaximumPageSize = 10000;

    /// <summary>Lists buckets.</summary>
    /// <param name="call">The call. It can filter by prefix and Region, and request a page.</param>
    /// <returns>The response.</returns>
    /// <exception cref="AwsErrorException">The page size or the token is not valid.</exception>
    public static SandboxResponse Answer(ServiceCall call)
    {
        var prefix = call.Request.QueryValue("prefix");
        var region = call.Request.QueryValue("bucket-region");
        var list = $"buckets/{call.AccountId}/{region}/{prefix}/";
        var after = call.Request.QueryValue("continuation-token") is { } token
            ? PageToken.Read(list, token) ?? throw InvalidArgument("The continuation token provided is incorrect")
            : string.Empty;
        var size = PageSize(call.Request.QueryValue("max-buckets"));
        var found = call.State.Part<BucketStore>().ByName.Values
            .Where(bucket => bucket.OwnerAccountId == call.AccountId && (region is null || bucket.Region == region))
            .Where(bucket => prefix is null || bucket.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0)
            .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
            .ToList();
        var ns = S3Xml.Namespace;
        return S3Xml.Answer(new XElement(
            ns + "ListAllMyBucketsResult",
            new XElement(ns + "Owner", new XElement(ns + "ID", call.AccountId)),
            new XElement(ns + "Buckets", found.Take(size).Select(Write)),
            found.Count > size ? new XElement(ns + "ContinuationToken", PageToken.Write(list, found[size - 1].Name)) : null,
            prefix is null ? null : new XElement(ns + "Prefix", prefix)));
    }

    private static XElement Write(BucketRecord bucket) => new(
        S3Xml.Namespace + "Bucket",
        new XElement(S3Xml.Namespace + "Name", bucket.Name),
        new XElement(
            S3Xml.Namespace + "CreationDate",
            bucket.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new XElement(S3Xml.Namespace + "BucketRegion", bucket.Region));

    private static int PageSize(string? asked) =>
        asked is null ? MaximumPageSize
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= MaximumPageSize ? size
        : throw InvalidArgument($"Argument max-buckets must be an integer between 1 and {MaximumPageSize}");

    private static AwsErrorException InvalidArgument(string message) => new("InvalidArgument", message);
}
