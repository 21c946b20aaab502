using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the executions with a manual approval that is waiting.</summary>
internal sealed class ApprovalExecutionCompleter : PipelineCompleter<PendingApproval>
{
    public ApprovalExecutionCompleter()
        : base(CompletionLists.Approvals)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PendingApproval> items, CompletionLine line) =>
        items.Where(approval => approval.PipelineExecutionId is not null && (line.StageName ?? approval.StageName) == approval.StageName && (line.Text("ActionName") ?? approval.ActionName) == approval.ActionName)
            .Select(approval => new Choice(approval.PipelineExecutionId!, $"{approval.StageName}/{approval.ActionName}{ApprovalActionCompleter.Since(approval)}"));
}
