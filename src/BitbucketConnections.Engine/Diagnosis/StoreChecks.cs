using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks the artifact buckets and keys of a pipeline, and whether their policies let the service role use them.</summary>
internal sealed class StoreChecks
{
    private static readonly string[] s_objectActions = ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion"];
    private static readonly string[] s_keyActions = ["kms:Decrypt", "kms:GenerateDataKey"];
    private readonly ArtifactStoreService _stores;
    private readonly BucketApi _buckets;
    private readonly KeyApi _keys;

    public StoreChecks(ArtifactStoreService stores, BucketApi buckets, KeyApi keys)
    {
        _stores = stores;
        _buckets = buckets;
        _keys = keys;
    }

    /// <summary>Adds the checks.</summary>
    /// <param name="list">The list.</param>
    /// <param name="subject">The pipeline.</param>
    /// <param name="role">The documents of the service role; null if they are not known.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task AddAsync(CheckList list, CheckSubject subject, RoleDocuments? role, CancellationToken cancellationToken)
    {
        foreach (var store in StoresByRegion.Of(subject.Definition).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var (region, bucket, key) = (store.Key, store.Value.Location, store.Value.EncryptionKey?.Id);
            if (bucket.Length == 0)
            {
                list.Passed("ArtifactBucket", $"The definition has no artifact bucket for {region}. New-BitbucketPipeline uses the default bucket of the account, and creates it if it does not exist.");
            }
            else if (Add(list, "ArtifactBucket", await LookAsync($"The bucket '{bucket}'", () => _stores.LookAtBucketAsync(bucket, region, cancellationToken)).ConfigureAwait(false), $"The bucket '{bucket}' exists, is in {region}, and can be read.", "s3:ListBucket and s3:ListAllMyBuckets", subject.Set("-ArtifactBucket BUCKET")))
            {
                await AddBucketPolicyAsync(list, subject, (bucket, region), role, cancellationToken).ConfigureAwait(false);
                await AddEncryptionAsync(list, subject, (bucket, region), role, cancellationToken).ConfigureAwait(false);
            }

            if (key is not null
                && Add(list, "EncryptionKey", await LookAsync($"The key '{key}'", () => _stores.LookAtKeyAsync(key, region, cancellationToken)).ConfigureAwait(false), $"The key '{key}' is enabled, symmetric and in {region}.", "kms:DescribeKey", subject.Set("-EncryptionKeyId KEY")))
            {
                await AddKeyPolicyAsync(list, StoresByRegion.Of(subject.Resolved)[region].EncryptionKey!.Id, region, role, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<StoreLook> LookAsync(string what, Func<Task<StoreLook>> look)
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            return new StoreLook($"{what} can't be checked: {failure.ToSentence()}");
        }
    }

    private static bool Add(CheckList list, string check, StoreLook look, string passed, string action, string? command)
    {
        if (look.Finding is { } finding)
        {
            list.Failed(check, finding.Message, command: command);
        }
        else if (look.Unchecked is { } reason)
        {
            list.Unknown(check, reason, $"To make this check, allow {action} for your own identity.");
        }
        else
        {
            list.Passed(check, passed);
        }

        return look.Finding is null && look.Unchecked is null;
    }

    private async Task AddBucketPolicyAsync(CheckList list, CheckSubject subject, (string Bucket, string Region) store, RoleDocuments? role, CancellationToken cancellationToken)
    {
        const string check = "ArtifactBucketPolicy";
        if (role?.Role?.Arn is not { } roleArn)
        {
            return;
        }

        string? document;
        try
        {
            document = await _buckets.FindPolicyAsync(store.Bucket, store.Region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(check, $"The policy of the bucket '{store.Bucket}' can't be read", "s3:GetBucketPolicy", failure);
            return;
        }

        var policy = PolicyText.TryRead(document, IamPolicyKind.Resource);
        if (document is not null && policy is null)
        {
            list.Unknown(check, $"The policy of the bucket '{store.Bucket}' is not in a form that can be evaluated here.");
            return;
        }

        var objects = $"arn:{Partition(roleArn)}:s3:::{store.Bucket}/{subject.Definition.Name}/artifact";
        var encryption = StoresByRegion.Of(subject.Definition)[store.Region].EncryptionKey is { } key && IsKeyArn(key.Id) ? key.Id : null;
        foreach (var action in s_objectActions)
        {
            var request = new IamRequest(IamPrincipal.Identity(roleArn), action, objects) { MissingKeys = IamMissingKeys.Favorable }.With("aws:SecureTransport", "true");
            if (action == "s3:PutObject")
            {
                request.With("s3:x-amz-server-side-encryption", "aws:kms");
                if (encryption is not null)
                {
                    request.With("s3:x-amz-server-side-encryption-aws-kms-key-id", encryption);
                }
            }

            var decision = IamEvaluator.Evaluate(request, new IamPolicySet { Resource = policy });
            if (decision is { Outcome: IamOutcome.ExplicitDeny, Source: IamPolicySource.ResourceBased })
            {
                list.Failed(
                    check,
                    $"The policy of the bucket '{store.Bucket}' denies {action} for the role {roleArn}{(decision.Statement?.Sid is { } sid ? $" in its statement '{sid}'" : string.Empty)}. Every execution fails when an action writes or reads its artifacts.",
                    "Change this statement so that it does not apply to the role of the pipeline.",
                    $"aws s3api get-bucket-policy --bucket {store.Bucket} --query Policy --output text");
                return;
            }
        }

        list.Passed(check, document is null ? $"The bucket '{store.Bucket}' has no policy." : $"The policy of the bucket '{store.Bucket}' does not deny the role of the pipeline.");
    }

    private async Task AddEncryptionAsync(CheckList list, CheckSubject subject, (string Bucket, string Region) store, RoleDocuments? role, CancellationToken cancellationToken)
    {
        const string check = "ArtifactBucketEncryption";
        var key = StoresByRegion.Of(subject.Definition)[store.Region].EncryptionKey?.Id;
        string? byDefault;
        try
        {
            byDefault = await _buckets.FindDefaultKeyAsync(store.Bucket, store.Region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(check, $"The default encryption of the bucket '{store.Bucket}' can't be read", "s3:GetEncryptionConfiguration", failure);
            return;
        }

        // With a key of its own, the pipeline does not use the default of the bucket.
        if (byDefault is null || key is not null || IsAwsManaged(byDefault) || role?.Role?.Arn is null)
        {
            list.Passed(check, byDefault is null ? $"The bucket '{store.Bucket}' has no customer managed key as its default." : $"The artifacts of the pipeline are encrypted with {key ?? byDefault}.");
            return;
        }

        var statement = KeyStatement.OfArtifacts(byDefault);
        var missing = RoleAudit.Evaluate(role, role.Role.Arn, [new RoleRequirement(statement)], []).Missing;
        if (Arn.TryParse(byDefault, out _) && missing.Count > 0)
        {
            list.Failed(
                check,
                $"The bucket '{store.Bucket}' encrypts new objects with the key {byDefault}, and the role '{role.RoleName}' can't use it: {RoleAuditText.Joined(missing)}. Source actions fail when they upload the source.",
                "Set the key as the encryption key of the pipeline, which also updates its role.",
                subject.Set($"-EncryptionKeyId {byDefault}"));
            return;
        }

        list.Passed(check, $"The bucket '{store.Bucket}' encrypts new objects with the key {byDefault}, which the role can use by its own policies.");
    }

    private async Task AddKeyPolicyAsync(CheckList list, string keyArn, string region, RoleDocuments? role, CancellationToken cancellationToken)
    {
        const string check = "EncryptionKeyPolicy";
        if (role?.Role?.Arn is not { } roleArn || !Arn.TryParse(roleArn, out var account))
        {
            return;
        }

        string document;
        try
        {
            document = await _keys.GetPolicyAsync(keyArn, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(check, $"The policy of the key '{keyArn}' can't be read", "kms:GetKeyPolicy", failure);
            return;
        }

        if (PolicyText.TryRead(document, IamPolicyKind.Resource) is not { } policy)
        {
            list.Unknown(check, $"The policy of the key '{keyArn}' is not in a form that can be evaluated here.");
            return;
        }

        // The identity policies are checked by RolePermissions. Here, everything that they can allow is allowed.
        var identity = PolicyText.TryRead("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", IamPolicyKind.Identity)!;
        IamDecision Decide(string action, IamMissingKeys missing) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Identity(roleArn), action, keyArn) { MissingKeys = missing }
                .With("kms:CallerAccount", account.AccountId).With("kms:ViaService", $"s3.{region}.amazonaws.com"),
            new IamPolicySet { Identity = [identity], Resource = policy, ResourceAccountId = Arn.TryParse(keyArn, out var key) ? key.AccountId : null, IsResourcePolicyRequired = true });
        var denied = s_keyActions.Where(action => !Decide(action, IamMissingKeys.Favorable).IsAllowed).ToList();
        if (denied.Count > 0)
        {
            list.Failed(
                check,
                $"The policy of the key {keyArn} does not let the role {roleArn} use it: {string.Join(", ", denied)}. It must name the role, or leave the decision to the policies of the account.",
                "Add the role to the policy of the key.",
                $"aws kms get-key-policy --key-id {keyArn} --policy-name default --region {region}");
        }
        else if (s_keyActions.Any(action => !Decide(action, IamMissingKeys.Unfavorable).IsAllowed))
        {
            list.Unknown(check, $"The policy of the key {keyArn} has conditions that can't be evaluated here.", "Compare its conditions with the role of the pipeline.", $"aws kms get-key-policy --key-id {keyArn} --policy-name default --region {region}");
        }
        else
        {
            list.Passed(check, $"The policy of the key {keyArn} lets the role use it.");
        }
    }

    private static bool IsAwsManaged(string key) => key.Substring(key.LastIndexOf(':') + 1).StartsWith("alias/aws/", StringComparison.Ordinal);

    private static bool IsKeyArn(string id) => Arn.TryParse(id, out var arn) && arn.Resource.StartsWith("key/", StringComparison.Ordinal);

    private static string Partition(string roleArn) => Arn.TryParse(roleArn, out var arn) ? arn.Partition : "aws";
}
