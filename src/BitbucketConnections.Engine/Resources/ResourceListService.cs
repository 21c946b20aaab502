using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Resources;

/// <summary>Lists the resources that a pipeline of the Region can use.</summary>
internal sealed class ResourceListService : IResourceListService
{
    // A person does not choose from more than this in a list.
    private const int Pages = 10;
    private readonly string _region;
    private readonly ProjectApi _projects;
    private readonly BucketApi _buckets;
    private readonly KeyApi _keys;
    private readonly RoleApi _roles;

    public ResourceListService(string region, ProjectApi projects, BucketApi buckets, KeyApi keys, RoleApi roles)
    {
        _region = region;
        _projects = projects;
        _buckets = buckets;
        _keys = keys;
        _roles = roles;
    }

    public Task<IReadOnlyList<string>> ListBuildProjectsAsync(CancellationToken cancellationToken) => _projects.ListAsync(_region, Pages, cancellationToken);

    public async Task<IReadOnlyList<ListedBucket>> ListBucketsAsync(CancellationToken cancellationToken) =>
        (await _buckets.ListAsync(_region, string.Empty, cancellationToken).ConfigureAwait(false))
            .Select(bucket => new ListedBucket { BucketName = bucket.BucketName, Region = bucket.BucketRegion, Created = bucket.CreationDate })
            .OrderBy(bucket => bucket.Region == _region ? 0 : 1).ThenBy(bucket => bucket.BucketName, StringComparer.Ordinal).ToList();

    public async Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken)
    {
        var (aliases, keys) = (_keys.ListAliasesAsync(_region, Pages, cancellationToken), TryListKeysAsync(cancellationToken));
        var named = (await aliases.ConfigureAwait(false)).Select(alias => new ListedKey
        {
            AliasName = alias.AliasName,
            AliasArn = alias.AliasArn,
            KeyArn = string.IsNullOrEmpty(alias.TargetKeyId) ? null : KeyArn(alias.AliasArn, alias.AliasName, alias.TargetKeyId),
        }).ToList();
        var known = new HashSet<string?>(named.Select(key => key.KeyArn));
        return [.. named, .. (await keys.ConfigureAwait(false)).Where(arn => !known.Contains(arn)).Select(arn => new ListedKey { KeyArn = arn })];
    }

    public async Task<IReadOnlyList<ServiceRole>> ListRolesAsync(CancellationToken cancellationToken) =>
        (await _roles.ListAsync(Pages, cancellationToken).ConfigureAwait(false)).Select(role => new ServiceRole
        {
            RoleName = role.RoleName!,
            RoleArn = role.Arn!,
            CreateDate = role.CreateDate,
            TrustedServices = TrustPolicy.Services(role.AssumeRolePolicyDocument),
        }).ToList();

    // Aliases are the more useful part. A caller who can list only them gets them.
    private async Task<IReadOnlyList<string>> TryListKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _keys.ListAsync(_region, Pages, cancellationToken).ConfigureAwait(false)).Select(key => key.KeyArn).ToList();
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            return [];
        }
    }

    // Alias and key are in the same account and Region.
    private static string KeyArn(string aliasArn, string aliasName, string keyId) => aliasArn.Remove(aliasArn.Length - aliasName.Length) + "key/" + keyId;
}
