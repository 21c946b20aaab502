using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes the manual approvals that are waiting in the pipeline on the command line.</summary>
internal sealed class ApprovalActionCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        PipelineOf(bound) is not { } pipeline
            ? []
            : (await session.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = pipeline, StageName = bound["StageName"] as string, IncludeStartTime = true }, cancellationToken).ConfigureAwait(false))
                .Select(approval => new KeyValuePair<string, string>(approval.ActionName, approval.StageName + (approval.Since is { } since ? $", waiting since {since:u}" : ", waiting"))).ToList();
}
