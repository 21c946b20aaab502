using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of associations; the tooltip is repository and state.</summary>
internal sealed class AssociationArnCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await AssociationPages.FirstAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(a => new KeyValuePair<string, string>(a.AssociationArn, $"{a.FullRepositoryId} {a.State}"));
}
