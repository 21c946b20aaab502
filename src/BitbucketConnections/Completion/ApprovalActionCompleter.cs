using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the manual approvals that are waiting in the pipeline, and in the stage if the command line has one.</summary>
internal sealed class ApprovalActionCompleter : PipelineCompleter<PendingApproval>
{
    public ApprovalActionCompleter()
        : base(CompletionLists.Approvals)
    {
    }

    /// <summary>Describes how long an approval has been waiting.</summary>
    public static string Since(PendingApproval approval) => approval.Since is { } since ? $", waiting since {since:u} ({Age.Of(since)})" : ", waiting";

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PendingApproval> items, CompletionLine line) =>
        items.Where(approval => (line.StageName ?? approval.StageName) == approval.StageName)
            .Select(approval => new Choice(approval.ActionName, approval.StageName + Since(approval)));
}
