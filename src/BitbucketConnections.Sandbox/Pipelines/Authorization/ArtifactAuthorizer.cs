using System.Linq;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Keys;
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
    /// <param name="role">The role of the action.</param>
    /// <param name="declared">The action.</param>
    /// <param name="declaration">The pipeline.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null if the role has all rights.</returns>
    public ActionRefusal? Refusal(string role, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        if (ArtifactRights.Of(declaration, declared, scope) is not { } store)
        {
            return null;
        }

        var artifact = declared.Inputs.Concat(declared.Outputs).FirstOrDefault() ?? string.Empty;
        return ArtifactRights.Actions(declared)
            .Select(actions => Refusal(role, store, actions.ObjectAction, actions.KeyAction, store.ObjectArn(scope.Partition, scope.PipelineName, artifact), scope))
            .FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Finds the first missing right on an object of the artifact store.</summary>
    /// <param name="role">The role.</param>
    /// <param name="store">The store.</param>
    /// <param name="objectAction">The action on the object.</param>
    /// <param name="keyAction">The action on the key.</param>
    /// <param name="objectArn">The object.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null if the role has the rights.</returns>
    public ActionRefusal? Refusal(string role, ArtifactRights store, string objectAction, string keyAction, string objectArn, PipelineScope scope)
    {
        _state.Part<BucketStore>().ByName.TryGetValue(store.Bucket, out var bucket);
        var owner = bucket?.OwnerAccountId ?? scope.AccountId;
        var request = RoleAccess.RequestOf(_state, role, objectAction, objectArn)
            .With("aws:ResourceAccount", owner)
            .With("aws:SecureTransport", "true")
            .With("s3:x-amz-server-side-encryption", "aws:kms");
        if (!RoleAccess.Decide(_state, role, request, bucket?.AccessPolicy, owner).IsAllowed)
        {
            return ActionRefusal.Permission(
                "The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named "
                + $"{store.Bucket}. Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:Access Denied");
        }

        return store.EncryptionKey is { } id && KeyDirectory.Find(_state, id, scope.AccountId, bucket?.Region ?? scope.Region) is { } key
            ? KeyRefusal(role, keyAction, key, bucket?.Region ?? scope.Region)
            : null;
    }

    private ActionRefusal? KeyRefusal(string role, string action, KeyRecord key, string region)
    {
        if (key.IsAwsManaged)
        {
            return null;
        }

        var request = RoleAccess.RequestOf(_state, role, action, key.Arn)
            .With("aws:ResourceAccount", key.OwnerAccountId)
            .With("kms:CallerAccount", Arn.TryParse(role, out var arn) ? arn.AccountId : string.Empty)
            .With("kms:ViaService", $"s3.{region}.amazonaws.com")
            .WithList("kms:ResourceAliases", KeyDirectory.AliasesOf(_state, key));
        return RoleAccess.Decide(_state, role, request, key.Policy.Policy, key.OwnerAccountId, isResourcePolicyRequired: true) is { IsAllowed: false } decision
            ? ActionRefusal.Denied(role, action, key.Arn, decision)
            : null;
    }
}
