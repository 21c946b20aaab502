using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Finds the bucket of a call.</summary>
internal static class RequestedBucket
{
    /// <summary>The header with the Region of a bucket.</summary>
    public const string RegionHeader = "x-amz-bucket-region";

    private const string OwnerHeader = "x-amz-expected-bucket-owner";

    /// <summary>Finds a bucket of the caller in the Region of the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The bucket.</returns>
    /// <exception cref="AwsErrorException">The bucket does not exist, belongs to another account, or is in another Region, which a header then contains.</exception>
    public static BucketRecord Find(ServiceCall call, string name)
    {
        var bucket = OfAnyRegion(call, name);
        return bucket.Region == call.Region ? bucket : throw new AwsErrorException(
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
            301)
        {
            Header = (RegionHeader, bucket.Region),
        };
    }

    /// <summary>Finds a bucket of the caller in any Region.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The bucket.</returns>
    /// <exception cref="AwsErrorException">The bucket does not exist or belongs to another account.</exception>
    public static BucketRecord OfAnyRegion(ServiceCall call, string name)
    {
        if (!call.State.Part<BucketStore>().ByName.TryGetValue(name, out var bucket))
        {
            throw new AwsErrorException("NoSuchBucket", "The specified bucket does not exist", 404);
        }

        // The policy of a bucket can give rights to another account. Then the rights of the call were evaluated with it.
        return bucket.OwnerAccountId == call.AccountId || call.Authorizer is not null ? bucket : throw new AwsErrorException("AccessDenied", "Access Denied", 403);
    }

    /// <summary>Checks that a bucket has the owner that the caller expects, if the request has one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket. One that does not exist has no owner.</param>
    public static void CheckOwner(ServiceCall call, string name)
    {
        if (call.Request.Header(OwnerHeader) is { } expected
            && call.State.Part<BucketStore>().ByName.TryGetValue(name, out var bucket)
            && bucket.OwnerAccountId != expected)
        {
            throw new AwsErrorException("AccessDenied", "Access Denied", 403);
        }
    }
}
