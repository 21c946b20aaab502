using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of associations, which are listed by repository; the tooltip is repository, state and ARN.</summary>
internal sealed class AssociationArnCompleter : LiveCompleter<ReviewerAssociation>
{
    public AssociationArnCompleter()
        : base(CompletionLists.Associations)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ReviewerAssociation> items, CompletionLine line) =>
        items.Select(association => new Choice(association.AssociationArn, $"{association.FullRepositoryId} {association.State} {association.AssociationArn}", association.FullRepositoryId));
}
