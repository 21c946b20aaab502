using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes the newest executions of the pipeline on the command line; the tooltip is status and start.</summary>
internal sealed class ExecutionIdCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        PipelineOf(bound) is not { } pipeline
            ? []
            : (await session.Executions.ListAsync(pipeline, null, cancellationToken).ConfigureAwait(false)).Items
                .Select(execution => new KeyValuePair<string, string>(execution.PipelineExecutionId, $"{execution.Status} {execution.StartTime:u}")).ToList();
}
