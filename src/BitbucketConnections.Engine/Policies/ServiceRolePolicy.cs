using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Policies;

/// <summary>Builds the least-privilege policy of a pipeline's service role from its definition.</summary>
internal static class ServiceRolePolicy
{
    public static string Build(ServiceRolePolicyRequest request) => PolicyJson.Write(Statements(request));

    /// <summary>Builds the statements. Statements with the same actions and conditions are one.</summary>
    public static IReadOnlyList<PolicyStatement> Statements(ServiceRolePolicyRequest request)
    {
        var definition = request.Definition;
        var partition = AwsPartition.Of(definition.Region);
        var statements = Buckets(definition, partition, request.AccountId)
            .Concat(Keys(definition, partition, request.AccountId))
            .Concat(ConnectionPermissions.Of(request))
            .Concat(Users(definition, request.AccountId));
        return PolicyStatement.Merge(statements).ToList();
    }

    /// <summary>Gets warnings: types whose permissions are not known, and values that the policy can't contain exactly.</summary>
    public static IReadOnlyList<string> Notes(ServiceRolePolicyRequest request)
    {
        var (definition, own) = (request.Definition, Own(request.Definition).ToList());
        var unknown = own.Where(user => user.Permissions is null).Select(user => user.Type).Distinct(StringComparer.Ordinal)
            .Select(type => $"The permissions that a service role needs for {type} are not known to this module. Add them to the role (CodePipeline user guide, action reference).");
        var widened = from user in own
                      from value in user.Rights(definition, request.AccountId).SelectMany(rights => rights.Widened)
                      group value by (user.Title, value.Key) into same
                      select Widened(definition.Name, same.Key.Title, same.First());
        var repositories = request.AllowAllRepositories || request.RestrictToRepository is not null ? [] : ConnectionPermissions.Unnamed(definition).Select(source =>
            $"The action '{source.ActionName}' of '{definition.Name}' has a variable in FullRepositoryId, so its role can use all repositories of the connection {source.ConnectionArn}.");
        return unknown.Concat(widened).Concat(repositories).Distinct(StringComparer.Ordinal).ToList();
    }

    private static string Widened(string pipelineName, string title, WidenedValue value) =>
        $"The {title} of '{pipelineName}' has {(value.HasVariable ? "a variable" : "a value that is not a complete ARN")} in {value.Key}, so the policy of its role allows {value.Resource}."
        + (value.Resource.IndexOf(":s3:::", StringComparison.Ordinal) > 0 ? " A condition limits it to the account of the role." : string.Empty);

    // For an action or a rule with its own role, the service role needs only the permission to assume that role.
    private static IEnumerable<RoleUser> Own(Pipeline definition) => RoleUser.All(definition).Where(user => user.RoleArn is null);

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
        foreach (var store in Stores(definition).Where(store => store.Value.EncryptionKey is not null))
        {
            yield return KeyStatement.OfArtifacts(TemplateValue.WholeArn(store.Value.EncryptionKey!.Id, $"arn:{partition}:kms:{store.Key}:{accountId}:key/*").Text);
        }
    }

    private static IEnumerable<PolicyStatement> Users(Pipeline definition, string accountId)
    {
        // The permissions for connections have the repositories of all sources.
        foreach (var rights in Own(definition).Where(user => !PipelineSource.IsConnectionSource(user.Action)).SelectMany(user => user.Rights(definition, accountId)))
        {
            foreach (var statement in Statements(rights))
            {
                yield return statement;
            }
        }

        var roles = RoleUser.All(definition).Select(user => user.RoleArn).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (roles.Count > 0)
        {
            yield return new PolicyStatement("AllowAssumeActionRole", ["sts:AssumeRole"], roles);
        }
    }

    private static IEnumerable<PolicyStatement> Statements(NeededRights rights)
    {
        var resources = rights.Resources.SelectMany(resource => resource).ToList();
        var named = resources.Where(resource => !KeyStatement.IsAlias(resource)).ToList();
        if (named.Count > 0)
        {
            PolicyCondition[] conditions = rights.Condition is { } condition ? [new(condition.Operator, condition.Key, [.. condition.Values])] : [];
            var statement = new PolicyStatement(rights.Facts.Sid, rights.Facts.Actions, named, conditions);
            yield return conditions.Length > 0 && DependsOnConfiguration(rights.Facts.Condition!) ? statement.WithHash() : statement;
        }

        foreach (var alias in resources.Where(KeyStatement.IsAlias))
        {
            yield return KeyStatement.OfAlias(rights.Facts.Sid, rights.Facts.Actions, alias);
        }
    }

    private static bool DependsOnConfiguration(PermissionConditionFacts condition) => condition.Values.Append(condition.Key).Any(text => text != "{account}" && text.Contains('{'));
}
