using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes names of pipelines.</summary>
internal sealed class PipelineNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken)
    {
        var page = await session.Pipelines.ListAsync(null, cancellationToken).ConfigureAwait(false);
        return page.Items.Select(p => new KeyValuePair<string, string>(p.Name, $"{p.PipelineType} version {p.Version}")).ToList();
    }
}
