using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Completes the actions with a log of the pipeline on the command line; the tooltip is the stage.</summary>
internal sealed class LoggedActionCompleter : PipelineCompleter<Pipeline>
{
    public LoggedActionCompleter()
        : base(CompletionLists.Definition)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) =>
        from stage in items.SelectMany(pipeline => pipeline.Stages)
        where (line.StageName ?? stage.Name) == stage.Name
        from action in stage.Actions
        where ActionCatalog.FindAnyVersion(action.ActionTypeId)?.HasLog == true
        select new Choice(action.Name, stage.Name);
}
