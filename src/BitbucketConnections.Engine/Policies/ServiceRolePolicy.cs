using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Policies;

/// <summary>Builds the least-privilege policy of a pipeline's service role from its definition.</summary>
internal static class ServiceRolePolicy
{
    public static string Build(ServiceRolePolicyRequest request) => PolicyJson.Write(Statements(request));

    /// <summary>Builds the statements, one per Sid.</summary>
    public static IReadOnlyList<PolicyStatement> Statements(ServiceRolePolicyRequest request)
    {
        var definition = request.Definition;
        var partition = AwsPartition.Of(definition.Region);
        var statements = Buckets(definition, partition, request.AccountId)
            .Concat(Keys(definition, partition, request.AccountId))
            .Concat(ConnectionPermissions.Statements(
                PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn).OfType<string>(), request.RestrictToRepository))
            .Concat(Actions(definition, partition, request.AccountId));
        return PolicyStatement.Merge(statements).ToList();
    }

    /// <summary>Gets the action types whose permissions are not known, as <c>Category/Provider</c>.</summary>
    public static IReadOnlyList<string> Unknown(Pipeline definition) =>
        Own(definition).Where(a => !ActionPermissions.IsKnown(a.ActionTypeId)).Select(a => a.ActionTypeId.ToString()).Distinct().ToList();

    // For an action with its own role, the service role needs only the permission to assume that role.
    private static IEnumerable<PipelineAction> Own(Pipeline definition) => All(definition).Where(a => a.RoleArn is null);

    private static IEnumerable<PipelineAction> All(Pipeline definition) => definition.Stages.SelectMany(stage => stage.Actions);

    private static IEnumerable<PolicyStatement> Buckets(Pipeline definition, string partition, string accountId)
    {
        var buckets = Stores(definition).Select(store => $"arn:{partition}:s3:::{Location(store)}").Distinct(StringComparer.Ordinal).ToList();
        var condition = new PolicyCondition("StringEquals", "aws:ResourceAccount", accountId);
        yield return new PolicyStatement(
            "AllowS3BucketAccess", ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"], buckets, condition);
        yield return new PolicyStatement(
            "AllowS3ObjectAccess",
            [
                "s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObjectTagging", "s3:GetObjectTagging",
                "s3:GetObjectVersionTagging",
            ],
            buckets.ConvertAll(bucket => bucket + "/*"),
            condition);
    }

    private static IEnumerable<KeyValuePair<string, ArtifactStore>> Stores(Pipeline definition) =>
        StoresByRegion.Of(definition).OrderBy(store => store.Key, StringComparer.Ordinal);

    // The full name of the default location is not known before it is found or created.
    private static string Location(KeyValuePair<string, ArtifactStore> store) =>
        store.Value.Location.Length > 0 ? store.Value.Location : $"codepipeline-{store.Key}-*";

    private static IEnumerable<PolicyStatement> Keys(Pipeline definition, string partition, string accountId)
    {
        string[] actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
        foreach (var store in Stores(definition).Where(store => store.Value.EncryptionKey is not null))
        {
            var id = store.Value.EncryptionKey!.Id;
            var scope = $"arn:{partition}:kms:{store.Key}:{accountId}:";
            if (Arn.TryParse(id, out var arn) && arn.Resource.StartsWith("alias/", StringComparison.Ordinal))
            {
                // A policy can't use an alias as a resource, only as a condition on all keys. Two aliases are two conditions.
                yield return new PolicyStatement(
                    "AllowKmsAlias" + PolicyStatement.SidOf(arn.Resource.Substring("alias/".Length)),
                    actions,
                    [$"arn:{arn.Partition}:kms:{arn.Region}:{arn.AccountId}:key/*"],
                    new PolicyCondition("ForAnyValue:StringEquals", "kms:ResourceAliases", arn.Resource));
            }
            else
            {
                yield return new PolicyStatement("AllowKmsKey", actions, [arn is null ? $"{scope}key/{id}" : id]);
            }
        }
    }

    private static IEnumerable<PolicyStatement> Actions(Pipeline definition, string partition, string accountId)
    {
        foreach (var action in Own(definition))
        {
            foreach (var statement in ActionPermissions.Of(action.ActionTypeId, new ActionContext(action, definition, partition, accountId)))
            {
                yield return statement;
            }
        }

        var roles = All(definition).Select(a => a.RoleArn).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (roles.Count > 0)
        {
            yield return new PolicyStatement("AllowAssumeActionRole", ["sts:AssumeRole"], roles);
        }
    }
}
