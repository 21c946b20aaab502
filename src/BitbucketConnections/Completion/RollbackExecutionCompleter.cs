using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the executions that the stage on the command line can be rolled back to; without a stage, those of any stage.</summary>
internal sealed class RollbackExecutionCompleter : PipelineCompleter<StageRollbackTargets>
{
    public RollbackExecutionCompleter()
        : base(CompletionLists.RollbackTargets)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<StageRollbackTargets> items, CompletionLine line) =>
        items.Where(stage => (line.StageName ?? stage.StageName) == stage.StageName).SelectMany(stage => stage.Executions).Select(ExecutionIdCompleter.Choice);
}
