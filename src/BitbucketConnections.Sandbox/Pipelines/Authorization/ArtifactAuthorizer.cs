using System.Linq;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Storage;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Decides whether a role can read and write artifacts: by its own policies, and the policies of the bucket and the key.</summary>
internal sealed class ArtifactAuthorizer
{
    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="ArtifactAuthorizer"/> class.</summary>
    /// <param name="state">The state.</param>
    public ArtifactAuthorizer(SandboxState state) => _state = state;

    /// <summary>Finds the first right on its artifacts that an action does not have.</summary>
    /// <param name="session">The session of the role of the action.</param>
    /// <param name="declared">The action.</param>
    /// <param name="declaration">The pipeline.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null if the role has all rights.</returns>
    public ActionRefusal? Refusal(ServiceSession session, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope) =>
        ArtifactRights.Of(declaration, declared, scope) is { } store
            ? ArtifactRights.Needed(declared)
                .Select(needed => Refusal(session, store, needed.Right, store.ObjectArn(scope.Partition, scope.PipelineName, needed.Artifact), scope))
                .FirstOrDefault(refusal => refusal is not null)
            : null;

    /// <summary>Finds the first missing right on an object of the artifact store.</summary>
    /// <param name="session">The session of the role.</param>
    /// <param name="store">The store.</param>
    /// <param name="right">The right.</param>
    /// <param name="objectArn">The object.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null if the role has the rights, and the bucket and the key can be used.</returns>
    public ActionRefusal? Refusal(ServiceSession session, ArtifactRights store, ArtifactRight right, string objectArn, PipelineScope scope)
    {
        _state.Part<BucketStore>().ByName.TryGetValue(store.Bucket, out var bucket);
        var owner = bucket?.OwnerAccountId ?? scope.AccountId;
        var region = bucket?.Region ?? session.Region;
        var keys = new KeyAuthorizer(_state);
        var request = session.Request(right.ObjectAction, objectArn, owner, region);
        if (right.IsWrite)
        {
            request.With("s3:x-amz-server-side-encryption", "aws:kms");
            if (store.EncryptionKey is { } header)
            {
                request.With("s3:x-amz-server-side-encryption-aws-kms-key-id", keys.Find(header, scope.AccountId, region)?.Arn ?? header);
            }
        }

        if (!session.Decide(request, bucket?.AccessPolicy, owner).IsAllowed)
        {
            return ActionRefusal.Permission(
                "The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named "
                + $"{store.Bucket}. Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:Access Denied");
        }

        if (bucket is null)
        {
            return ActionRefusal.Store($"The Amazon S3 bucket named {store.Bucket} does not exist.", "NoSuchBucket:The specified bucket does not exist");
        }

        return store.EncryptionKey is { } id
            ? keys.Refusal(session, right.KeyAction, id, scope.AccountId, region, key => key
                .With("kms:ViaService", $"s3.{region}.amazonaws.com")
                .With("kms:EncryptionContext:aws:s3:arn", objectArn)
                .WithList("kms:EncryptionContextKeys", ["aws:s3:arn"]))
            : null;
    }
}
