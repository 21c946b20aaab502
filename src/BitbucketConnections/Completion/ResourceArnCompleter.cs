using System.Collections.Generic;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of connections and pipelines, which are listed by name.</summary>
internal sealed class ResourceArnCompleter : LiveCompleter<Choice>
{
    public ResourceArnCompleter()
        : base(CompletionLists.TaggedArns)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Choice> items, CompletionLine line) => items;
}
