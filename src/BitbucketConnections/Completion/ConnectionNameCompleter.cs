using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes names of connections; the tooltip is status and ARN.</summary>
internal sealed class ConnectionNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        (await ConnectionPages.FirstAsync(session, cancellationToken).ConfigureAwait(false))
            .ConvertAll(c => new KeyValuePair<string, string>(c.ConnectionName, $"{c.ConnectionStatus} {c.ConnectionArn}"));
}
