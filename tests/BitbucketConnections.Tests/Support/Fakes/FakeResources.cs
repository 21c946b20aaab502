using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The resources of the fake.</summary>
internal sealed class FakeResources(FakeEngine engine, IDiagnosticSink diagnostics) : IResourceListService
{
    public Task<IReadOnlyList<string>> ListBuildProjectsAsync(CancellationToken cancellationToken) => ListAsync("ListProjects", engine.BuildProjects, cancellationToken);

    public Task<IReadOnlyList<ListedBucket>> ListBucketsAsync(CancellationToken cancellationToken) => ListAsync("ListBuckets", engine.Buckets, cancellationToken);

    public Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken) => ListAsync("ListAliases", engine.Keys, cancellationToken);

    public Task<IReadOnlyList<ServiceRole>> ListRolesAsync(CancellationToken cancellationToken) => ListAsync("ListRoles", engine.Roles, cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(string operation, List<T> items, CancellationToken cancellationToken)
    {
        await engine.CallAsync(operation, diagnostics, cancellationToken);
        return items;
    }
}
