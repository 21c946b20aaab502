using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Keys;

/// <summary>Finds the ARNs of keys that a definition has by id or alias, so that a policy can name exactly these keys.</summary>
internal sealed class KeyResolver
{
    private const string DeployKey = "KMSEncryptionKeyARN";
    private readonly KeyApi _keys;
    private readonly IDiagnosticSink _diagnostics;

    public KeyResolver(KeyApi keys, IDiagnosticSink diagnostics)
    {
        _keys = keys;
        _diagnostics = diagnostics;
    }

    /// <summary>Replaces the ids and aliases of keys by ARNs. Makes no call if there are none.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The definition for a policy. A key that can't be looked up is unchanged.</returns>
    public async Task<Pipeline> ResolveAsync(Pipeline definition, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string Region, string Id), string>();
        foreach (var key in Keys(definition).Where(key => !IsExact(key.Id)).Distinct())
        {
            found[key] = await FindAsync(key.Region, key.Id, cancellationToken).ConfigureAwait(false);
        }

        return found.Values.SequenceEqual(found.Keys.Select(key => key.Id)) ? definition : Replace(definition, (region, id) => found.TryGetValue((region, id), out var arn) ? arn : id);
    }

    private static IEnumerable<(string Region, string Id)> Keys(Pipeline definition) =>
        StoresByRegion.Of(definition).Where(store => store.Value.EncryptionKey is not null).Select(store => (store.Key, store.Value.EncryptionKey!.Id))
            .Concat(definition.Stages.SelectMany(stage => stage.Actions).Where(action => DeployKeyOf(action) is not null).Select(action => (RegionOf(action, definition), DeployKeyOf(action)!)));

    private static bool IsExact(string id) => TemplateValue.HasVariableIn(id) || (Arn.TryParse(id, out var arn) && arn.Resource.StartsWith("key/", StringComparison.Ordinal));

    private static string RegionOf(PipelineAction action, Pipeline definition) => action.Region ?? definition.Region;

    private static string? DeployKeyOf(PipelineAction action) =>
        action is { ActionTypeId: { Category: "Deploy", Provider: "S3" }, RoleArn: null, Configuration: { } configuration } && configuration.TryGetValue(DeployKey, out var id) && id.Length > 0 ? id : null;

    private static Pipeline Replace(Pipeline definition, Func<string, string, string> arnOf)
    {
        ArtifactStore Store(string region, ArtifactStore store) =>
            store.EncryptionKey is { } key ? store with { EncryptionKey = key with { Id = arnOf(region, key.Id) } } : store;
        PipelineAction Action(PipelineAction action) => DeployKeyOf(action) is not { } id ? action : action with
        {
            Configuration = action.Configuration!.ToDictionary(entry => entry.Key, entry => entry.Key == DeployKey ? arnOf(RegionOf(action, definition), id) : entry.Value),
        };
        return definition with
        {
            ArtifactStore = definition.ArtifactStore is { } only ? Store(definition.Region, only) : null,
            ArtifactStores = definition.ArtifactStores?.ToDictionary(store => store.Key, store => Store(store.Key, store.Value)),
            Stages = definition.Stages.Select(stage => stage with { Actions = stage.Actions.Select(Action).ToList() }).ToList(),
        };
    }

    private async Task<string> FindAsync(string region, string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await _keys.DescribeAsync(id, Arn.TryParse(id, out var arn) ? arn.Region : region, cancellationToken).ConfigureAwait(false)).Arn ?? id;
        }
        catch (ServiceException failure)
        {
            // The policy works without the ARN: an alias becomes a condition, and an id is a key of the account.
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"The ARN of the key '{id}' is not known, so the policy of the role has {(id.IndexOf("alias/", StringComparison.Ordinal) < 0 ? "a key with this id in the account" : "a condition on its alias")}: {failure.Message}"));
            return id;
        }
    }
}
