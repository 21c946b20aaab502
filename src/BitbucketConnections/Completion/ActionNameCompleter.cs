using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the actions of the pipeline on the command line, and of the stage if the command line has one; the tooltip is stage and type.</summary>
internal sealed class ActionNameCompleter : PipelineCompleter<Pipeline>
{
    public ActionNameCompleter()
        : base(CompletionLists.Definition)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) =>
        from stage in items.SelectMany(pipeline => pipeline.Stages)
        where (line.StageName ?? stage.Name) == stage.Name
        from action in stage.Actions
        select new Choice(action.Name, $"{stage.Name}, {action.ActionTypeId.Category}/{action.ActionTypeId.Provider}");
}
