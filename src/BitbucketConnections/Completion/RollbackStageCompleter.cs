using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the stages that have an earlier execution to roll back to; the tooltip is the newest of them.</summary>
internal sealed class RollbackStageCompleter : PipelineCompleter<StageRollbackTargets>
{
    public RollbackStageCompleter()
        : base(CompletionLists.RollbackTargets)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<StageRollbackTargets> items, CompletionLine line) =>
        items.Where(stage => stage.Executions.Count > 0)
            .Select(stage => new Choice(stage.StageName, $"can return to {stage.Executions[0].PipelineExecutionId}, {ExecutionIdCompleter.Choice(stage.Executions[0]).Tip}"));
}
