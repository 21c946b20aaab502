using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Connections;

/// <summary>One of the two connections APIs in one Region. They differ only in their types.</summary>
internal interface IConnectionApi
{
    string ServiceName { get; }

    Task<string> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken);

    Task<Connection> GetAsync(string arn, CancellationToken cancellationToken);

    Task<(IReadOnlyList<Connection> Items, string? NextToken)> ListAsync(string? providerType, string? nextToken, CancellationToken cancellationToken);

    Task DeleteAsync(string arn, CancellationToken cancellationToken);

    Task<IReadOnlyList<Tag>> ListTagsAsync(string arn, CancellationToken cancellationToken);

    Task TagAsync(string arn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    Task UntagAsync(string arn, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
