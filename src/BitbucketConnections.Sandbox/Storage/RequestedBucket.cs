using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Finds the bucket that a call names.</summary>
internal static class RequestedBucket
{
    /// <summary>The header that tells the Region of a bucket.</summary>
    public const string RegionHeader = "x-amz-bucket-region";

    /// <summary>Finds a bucket of the caller in the Region called.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The bucket.</returns>
    /// <exception cref="AwsErrorException">It is not there, is another account's, or is in another Region, which a header then tells.</exception>
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

    /// <summary>Finds a bucket of the caller, whatever Region was called.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The bucket.</returns>
    /// <exception cref="AwsErrorException">It is not there, or is another account's.</exception>
    public static BucketRecord OfAnyRegion(ServiceCall call, string name)
    {
        if (!call.State.Part<BucketStore>().ByName.TryGetValue(name, out var bucket))
        {
            throw new AwsErrorException("NoSuchBucket", "The specified bucket does not exist", 404);
        }

        return bucket.OwnerAccountId == call.AccountId ? bucket : throw new AwsErrorException("AccessDenied", "Access Denied", 403);
    }
}
