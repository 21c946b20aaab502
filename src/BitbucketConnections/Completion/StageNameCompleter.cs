using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes the stages of the pipeline on the command line; the tooltip is the status, in a PARALLEL pipeline that of the newest execution.</summary>
internal sealed class StageNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        PipelineOf(bound) is not { } pipeline
            ? []
            : (await session.Executions.GetStateAsync(pipeline, cancellationToken).ConfigureAwait(false))
                .GroupBy(stage => stage.StageName).Select(executions => executions.First())
                .Select(stage => new KeyValuePair<string, string>(stage.StageName, stage.Status ?? "not executed yet")).ToList();
}
