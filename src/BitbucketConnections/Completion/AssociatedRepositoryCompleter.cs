using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes repositories of associations; the tooltip is state and ARN.</summary>
internal sealed class AssociatedRepositoryCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await AssociationPages.FirstAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(a => new KeyValuePair<string, string>(a.FullRepositoryId, $"{a.State} {a.AssociationArn}"));
}
