using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The tags of the fake.</summary>
internal sealed class FakeTags(FakeEngine engine, string region, IDiagnosticSink diagnostics) : ITagService
{
    public async Task<IReadOnlyList<Tag>> ListAsync(string resourceArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListTags", diagnostics, cancellationToken, resourceArn);
        return engine.Tags.TryGetValue(resourceArn, out var tags)
            ? tags.Select(t => new Tag { ResourceArn = resourceArn, Key = t.Key, Value = t.Value, Region = region }).ToList()
            : [];
    }

    public async Task AddAsync(string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        await engine.CallAsync("AddTags", diagnostics, cancellationToken, resourceArn);
        engine.Tags[resourceArn] = tags.ToDictionary(t => t.Key, t => t.Value);
    }

    public Task RemoveAsync(string resourceArn, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken) =>
        engine.CallAsync("RemoveTags", diagnostics, cancellationToken, resourceArn);
}
