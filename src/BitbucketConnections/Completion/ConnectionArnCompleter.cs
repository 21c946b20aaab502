using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of connections; the tooltip is name and status.</summary>
internal sealed class ConnectionArnCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await ConnectionPages.FirstAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(c => new KeyValuePair<string, string>(c.ConnectionArn, $"{c.ConnectionName} {c.ConnectionStatus}"));
}
