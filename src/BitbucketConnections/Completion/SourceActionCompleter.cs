using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the connection source actions of the pipeline on the command line; the tooltip is repository and branch.</summary>
internal sealed class SourceActionCompleter : PipelineCompleter<Pipeline>
{
    public SourceActionCompleter()
        : base(CompletionLists.Definition)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) =>
        items.SelectMany(pipeline => PipelineSource.All(pipeline.Stages)).Select(source => new Choice(source.ActionName, $"{source.FullRepositoryId} {source.BranchName}"));
}
