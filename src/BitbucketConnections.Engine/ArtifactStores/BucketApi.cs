using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.ArtifactStores;

/// <summary>Calls S3 for artifact buckets, in the Region of each bucket.</summary>
internal sealed class BucketApi
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public BucketApi(ClientSet clients, ServiceCaller caller)
    {
        _clients = clients;
        _caller = caller;
    }

    public IDiagnosticSink Diagnostics => _caller.Diagnostics;

    /// <summary>Reports a created resource.</summary>
    public void ReportCreated(string what) => _caller.ReportCreated(what);

    /// <summary>Lists the account's buckets in all Regions whose names start with a prefix, which can be empty.</summary>
    public async Task<IReadOnlyList<S3Bucket>> ListAsync(string region, string prefix, CancellationToken cancellationToken)
    {
        var buckets = new List<S3Bucket>();
        string? token = null;
        do
        {
            // S3 returns the Region of a bucket only to a request with a parameter.
            var request = prefix.Length == 0 ? new ListBucketsRequest { MaxBuckets = 1000, ContinuationToken = token } : new ListBucketsRequest { Prefix = prefix, ContinuationToken = token };
            var page = await _caller.InvokeAsync(
                Call("ListBuckets", region, null), ct => Client(region).ListBucketsAsync(request, ct), cancellationToken).ConfigureAwait(false);

            // An endpoint that does not support the prefix returns all buckets.
            buckets.AddRange((page.Buckets ?? []).FindAll(bucket => bucket.BucketName.StartsWith(prefix, System.StringComparison.Ordinal)));
            token = page.ContinuationToken == token ? null : page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
        return buckets;
    }

    public Task<HeadBucketResponse> HeadAsync(string bucket, string region, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("HeadBucket", region, bucket), ct => Client(region).HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, ct), cancellationToken);

    public Task CreateAsync(string bucket, string region, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("CreateBucket", region, bucket),
        ct => Client(region).PutBucketAsync(Request(bucket, region), ct),
        cancellationToken);

    public Task PutPolicyAsync(string bucket, string region, string policy, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("PutBucketPolicy", region, bucket),
        ct => Client(region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket, Policy = policy }, ct),
        cancellationToken);

    /// <summary>Determines whether a bucket has a policy.</summary>
    public async Task<bool> HasPolicyAsync(string bucket, string region, CancellationToken cancellationToken) =>
        await FindPolicyAsync(bucket, region, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Gets the policy of a bucket; null if it has none.</summary>
    public async Task<string?> FindPolicyAsync(string bucket, string region, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            Call("GetBucketPolicy", region, bucket),
            ct => Client(region).GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket }, ct),
            cancellationToken).ConfigureAwait(false);

        // The SDK does not throw NoSuchBucketPolicy. It returns status 404 with the error text as the policy.
        return response.HttpStatusCode == HttpStatusCode.OK ? response.Policy : null;
    }

    /// <summary>Gets the key that encrypts new objects of a bucket by default; null for a key of S3 or of AWS.</summary>
    public async Task<string?> FindDefaultKeyAsync(string bucket, string region, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _caller.InvokeAsync(
                Call("GetBucketEncryption", region, bucket),
                ct => Client(region).GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = bucket }, ct),
                cancellationToken).ConfigureAwait(false);
            return (response.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules ?? [])
                .Select(rule => rule.ServerSideEncryptionByDefault).FirstOrDefault(rule => rule?.ServerSideEncryptionAlgorithm == ServerSideEncryptionMethod.AWSKMS)
                ?.ServerSideEncryptionKeyManagementServiceKeyId;
        }
        catch (ServiceException none) when (none.IsNotFound)
        {
            return null;
        }
    }

    // S3 requires the Region everywhere except in us-east-1, which rejects it. The SDK does not know the Region of a custom endpoint.
    private static PutBucketRequest Request(string bucket, string region) => region == "us-east-1"
        ? new PutBucketRequest { BucketName = bucket, UseClientRegion = false }
        : new PutBucketRequest { BucketName = bucket, UseClientRegion = false, BucketRegionName = region };

    private static Call Call(string operation, string region, string? target) => new("s3", operation, region, target);

    private IAmazonS3 Client(string region) => _clients.S3(region);
}
