using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the repositories that pipelines of the Region use; the tooltip is the pipelines.</summary>
internal sealed class RepositoryCompleter : LiveCompleter<Pipeline>
{
    public RepositoryCompleter()
        : base(CompletionLists.Definitions)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) =>
        from pipeline in items
        from source in PipelineSource.All(pipeline.Stages)
        where !string.IsNullOrEmpty(source.FullRepositoryId)
        group pipeline.Name by source.FullRepositoryId into repository
        orderby repository.Key
        select new Choice(repository.Key, "used by " + string.Join(", ", repository.Distinct(StringComparer.Ordinal)));
}
