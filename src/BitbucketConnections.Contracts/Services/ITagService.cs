using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Manages tags of connections and pipelines. The ARN determines the API and the Region to call.</summary>
public interface ITagService
{
    /// <summary>Lists all tags of a resource.</summary>
    /// <param name="resourceArn">The ARN of a connection or pipeline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tags; empty if there are none.</returns>
    Task<IReadOnlyList<Tag>> ListAsync(string resourceArn, CancellationToken cancellationToken);

    /// <summary>Adds tags, or changes the values of existing tags.</summary>
    /// <param name="resourceArn">The ARN of a connection or pipeline.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task AddAsync(string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>Removes tags by key. A key that does not exist is not an error.</summary>
    /// <param name="resourceArn">The ARN of a connection or pipeline.</param>
    /// <param name="tagKeys">The keys.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task RemoveAsync(string resourceArn, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken);
}
