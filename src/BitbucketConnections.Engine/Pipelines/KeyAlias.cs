using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Completes the alias of an encryption key to the ARN that CodePipeline requires.</summary>
internal static class KeyAlias
{
    private const string Prefix = "alias/";

    /// <summary>Completes the aliases of a definition, if it shows its account.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The definition.</returns>
    public static Pipeline Complete(Pipeline definition) => StoresByRegion.Of(definition).Values.Any(store => IsAlias(store.EncryptionKey?.Id)) && AccountOf(definition.RoleArn, Connections(definition)) is { } account
        ? definition with
        {
            ArtifactStore = definition.ArtifactStore is { } only ? Complete(only, definition.Region, account) : null,
            ArtifactStores = definition.ArtifactStores?.ToDictionary(store => store.Key, store => Complete(store.Value, store.Key, account)),
        }
        : definition;

    /// <summary>Completes the alias of a key.</summary>
    /// <param name="id">The key.</param>
    /// <param name="region">The Region of the key.</param>
    /// <param name="account">The account of the pipeline; null if it is not known.</param>
    /// <returns>The ARN of the alias, or the unchanged key.</returns>
    public static string Complete(string id, string region, string? account) => IsAlias(id) && account is not null ? $"arn:{AwsPartition.Of(region)}:kms:{region}:{account}:{id}" : id;

    /// <summary>Gets the account of a pipeline. Its role belongs to it, and so does a connection that can't be shared.</summary>
    /// <param name="roleArn">The service role, or null.</param>
    /// <param name="connectionArns">The connections.</param>
    /// <returns>The account; null if it is not known.</returns>
    public static string? AccountOf(string? roleArn, IEnumerable<string> connectionArns) => Arn.TryParse(roleArn, out var role) ? role.AccountId
        : connectionArns.Where(arn => !ConnectionSharing.CanBeShared(arn)).Select(arn => Arn.TryParse(arn, out var connection) ? connection.AccountId : null).FirstOrDefault(account => account is not null);

    private static ArtifactStore Complete(ArtifactStore store, string region, string account) =>
        store.EncryptionKey is { } key ? store with { EncryptionKey = key with { Id = Complete(key.Id, region, account) } } : store;

    private static IEnumerable<string> Connections(Pipeline definition) => PipelineSource.All(definition.Stages).Select(source => source.ConnectionArn).OfType<string>();

    private static bool IsAlias(string? id) => id?.StartsWith(Prefix, StringComparison.Ordinal) == true;
}
