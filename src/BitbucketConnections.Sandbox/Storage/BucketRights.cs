using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>The rights that the operations of S3 need: by the policies of the caller, and the policy of the bucket. Some actions have other names than the operations.</summary>
internal static class BucketRights
{
    /// <summary>The member of the input with the name of the bucket.</summary>
    public const string Bucket = "Bucket";

    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "ListBuckets", (_, _) => [new CallerRight("s3:ListAllMyBuckets", "*") { ResourceName = null }] },
        { "CreateBucket", On("s3:CreateBucket") },
        { "HeadBucket", On("s3:ListBucket") },
        { "GetBucketLocation", On("s3:GetBucketLocation") },
        { "DeleteBucket", On("s3:DeleteBucket") },
        { "PutBucketPolicy", On("s3:PutBucketPolicy") },
        { "GetBucketPolicy", On("s3:GetBucketPolicy") },
        { "DeleteBucketPolicy", On("s3:DeleteBucketPolicy") },
        { "PutBucketVersioning", On("s3:PutBucketVersioning") },
        { "GetBucketVersioning", On("s3:GetBucketVersioning") },
        { "PutPublicAccessBlock", On("s3:PutBucketPublicAccessBlock") },
        { "GetPublicAccessBlock", On("s3:GetBucketPublicAccessBlock") },
        { "PutBucketEncryption", On("s3:PutEncryptionConfiguration") },
        { "GetBucketEncryption", On("s3:GetEncryptionConfiguration") },
    };

    private static Func<ServiceCall, JsonObject, IEnumerable<CallerRight>> On(string action) => (call, input) =>
    {
        var name = input.Text(Bucket)!;
        var arn = $"arn:{call.Partition}:s3:::{name}";

        // The owner of the name is not the owner of a new bucket.
        var bucket = call.Operation != "CreateBucket" && call.State.Part<BucketStore>().ByName.TryGetValue(name, out var found) ? found : null;
        return [new CallerRight(action, arn) { ResourceAccountId = bucket?.OwnerAccountId, ResourcePolicy = bucket?.AccessPolicy }];
    };
}
