using System.Xml.Linq;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Regions;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Handles the operations that create, find and delete buckets.</summary>
internal static class BucketOperations
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The old name of eu-west-1. SDKs still send it, and S3 then returns it for that bucket.</summary>
    private const string OldEurope = "EU";
    private const string OldEuropeRegion = "eu-west-1";

    /// <summary>Creates a bucket in the Region of the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Create(ServiceCall call, string name)
    {
        if (!BucketName.IsValid(name))
        {
            throw new AwsErrorException("InvalidBucketName", "The specified bucket is not valid.");
        }

        BucketHeaders.CheckNew(call.Request);
        var location = CheckLocation(call);
        if (call.State.Part<BucketStore>().ByName.TryGetValue(name, out var existing))
        {
            if (existing.OwnerAccountId != call.AccountId)
            {
                throw new AwsErrorException(
                    "BucketAlreadyExists",
                    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
                    409);
            }

            // In us-east-1, S3 returns success if you create your own bucket again.
            if (existing.Region != DefaultRegion || call.Region != DefaultRegion)
            {
                throw new AwsErrorException(
                    "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", 409);
            }
        }
        else
        {
            call.State.Part<BucketStore>().ByName.Add(name, new BucketRecord { Name = name, OwnerAccountId = call.AccountId, Region = location == OldEurope ? OldEuropeRegion : location ?? call.Region, LocationConstraint = location, Created = call.Now });
        }

        var response = new SandboxResponse(200);
        response.Headers["Location"] = "/" + name;
        response.Headers["x-amz-bucket-arn"] = $"arn:{call.Partition}:s3:::{name}";
        return response;
    }

    /// <summary>Handles HeadBucket, whose status shows whether a bucket exists.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>200; 301 with the bucket's Region if it is in another Region; 403 for another account; 404.</returns>
    public static SandboxResponse Head(ServiceCall call, string name)
    {
        if (!call.State.Part<BucketStore>().ByName.TryGetValue(name, out var bucket))
        {
            return new SandboxResponse(404);
        }

        var status = bucket.OwnerAccountId != call.AccountId && call.Authorizer is null ? 403 : bucket.Region != call.Region ? 301 : 200;
        var response = new SandboxResponse(status);
        response.Headers[RequestedBucket.RegionHeader] = bucket.Region;
        return response;
    }

    /// <summary>Handles GetBucketLocation, which returns the Region of a bucket.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The response; empty for us-east-1.</returns>
    public static SandboxResponse Location(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.OfAnyRegion(call, name);
        return S3Xml.Answer(new XElement(S3Xml.Namespace + "LocationConstraint", bucket.Region == DefaultRegion ? null : bucket.LocationConstraint ?? bucket.Region));
    }

    /// <summary>Deletes a bucket.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Delete(ServiceCall call, string name)
    {
        call.State.Part<BucketStore>().ByName.Remove(RequestedBucket.Find(call, name).Name);
        return new SandboxResponse(204);
    }

    private static string? CheckLocation(ServiceCall call)
    {
        var given = ReadConstraint(call.Request);
        var constraint = given == OldEurope ? OldEuropeRegion : given;
        if (constraint is null && call.Region != DefaultRegion)
        {
            throw new AwsErrorException(
                "IllegalLocationConstraintException",
                "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.");
        }

        // The endpoint of us-east-1 creates buckets of every Region.
        if (constraint is not null && constraint != call.Region && call.Region != DefaultRegion)
        {
            throw new AwsErrorException(
                "IllegalLocationConstraintException",
                $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to.");
        }

        if (constraint == DefaultRegion || (constraint is not null && !RegionPartition.IsRegion(constraint)))
        {
            throw new AwsErrorException("InvalidLocationConstraint", "The specified location-constraint is not valid");
        }

        return given;
    }

    private static string? ReadConstraint(SandboxRequest request)
    {
        if (request.Body.Length == 0)
        {
            return null;
        }

        var configuration = S3Xml.Read(request, "CreateBucketConfiguration");
        S3Xml.Require(configuration, "LocationConstraint");
        var value = configuration.Element(S3Xml.Namespace + "LocationConstraint")?.Value;
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
