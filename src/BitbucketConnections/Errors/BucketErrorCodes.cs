using System.Collections.Generic;
using System.Management.Automation;
using static BitbucketConnections.Errors.ErrorRows;

namespace BitbucketConnections.Errors;

/// <summary>
/// The rows of S3 codes for buckets (S3 API reference, "Error responses"). For an answer without a body, such as for HeadBucket, the code is the name
/// of the HTTP status.
/// </summary>
internal static class BucketErrorCodes
{
    private static readonly ErrorRow s_region = new(
        "InvalidBucketRegion", ErrorCategory.InvalidArgument, "The bucket is in another Region. Use a bucket in the pipeline's Region, or specify a bucket for each Region.");

    public static IReadOnlyDictionary<string, ErrorRow> Rows { get; } = new Dictionary<string, ErrorRow>
    {
        ["NoSuchBucket"] = NotFound("Bucket"),
        ["NotFound"] = NotFound("Bucket"),
        ["NoSuchBucketPolicy"] = NotFound("BucketPolicy"),
        ["NoSuchTagSet"] = NotFound("BucketTags"),
        ["ServerSideEncryptionConfigurationNotFoundError"] = NotFound("BucketEncryption"),
        ["NoSuchPublicAccessBlockConfiguration"] = NotFound("BucketPublicAccessBlock"),

        ["BucketAlreadyExists"] = Exists("Bucket", "The bucket belongs to another account. Bucket names are unique in all of AWS. Choose another name."),
        ["BucketAlreadyOwnedByYou"] = Exists("Bucket", "The bucket already exists in your account. Use it."),

        ["InvalidBucketName"] = Invalid("BucketName"),
        ["InvalidArgument"] = InvalidRequest,
        ["InvalidRequest"] = InvalidRequest,
        ["BadRequest"] = InvalidRequest,
        ["MalformedXML"] = InvalidRequest,
        ["MalformedPolicy"] = Invalid("PolicyDocument"),

        ["PermanentRedirect"] = s_region,
        ["TemporaryRedirect"] = s_region,
        ["MovedPermanently"] = s_region,
        ["AuthorizationHeaderMalformed"] = s_region,
        ["IllegalLocationConstraintException"] = s_region,
        ["InvalidLocationConstraint"] = s_region,

        ["Forbidden"] = Denied,
        ["AllAccessDisabled"] = Denied,
        ["AccountProblem"] = Denied,
        ["InvalidAccessKeyId"] = Credentials,
        ["RequestTimeTooSkewed"] = Credentials,
        ["InvalidToken"] = Credentials,

        ["OperationAborted"] = Concurrent,
        ["TooManyBuckets"] = Quota,
        ["SlowDown"] = Throttled,
        ["BucketNotEmpty"] = State("BucketNotEmpty", "Delete the objects in the bucket first."),
        ["NotImplemented"] = NotSupported,
    };
}
