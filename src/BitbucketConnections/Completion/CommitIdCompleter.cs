using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the commits of the newest executions of the pipeline on the command line; the tooltip is message, status and age.</summary>
internal sealed class CommitIdCompleter : PipelineCompleter<PipelineExecution>
{
    public CommitIdCompleter()
        : base(CompletionLists.Executions)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PipelineExecution> items, CompletionLine line) =>
        from execution in items
        from revision in execution.SourceRevisions
        where !string.IsNullOrEmpty(revision.RevisionId)
        select new Choice(revision.RevisionId!, string.Join(", ", new[] { revision.RevisionSummary, execution.Status, Age.Of(execution.StartTime) }.Where(part => !string.IsNullOrEmpty(part))));
}
