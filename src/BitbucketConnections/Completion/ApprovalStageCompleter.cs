using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the stages with a manual approval that is waiting.</summary>
internal sealed class ApprovalStageCompleter : PipelineCompleter<PendingApproval>
{
    public ApprovalStageCompleter()
        : base(CompletionLists.Approvals)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PendingApproval> items, CompletionLine line) =>
        items.GroupBy(approval => approval.StageName).Select(stage => new Choice(stage.Key, string.Join(", ", stage.Select(approval => approval.ActionName + ApprovalActionCompleter.Since(approval)).Distinct())));
}
