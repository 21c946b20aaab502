using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes repositories of associations; the tooltip is state and ARN.</summary>
internal sealed class AssociatedRepositoryCompleter : LiveCompleter<ReviewerAssociation>
{
    public AssociatedRepositoryCompleter()
        : base(CompletionLists.Associations)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ReviewerAssociation> items, CompletionLine line) =>
        items.Select(association => new Choice(association.FullRepositoryId, $"{association.State} {association.AssociationArn}"));
}
