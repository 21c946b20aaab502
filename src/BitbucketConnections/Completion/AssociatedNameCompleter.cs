using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the workspaces of associations for -Owner, and the names of their repositories without workspace for -Name.</summary>
internal sealed class AssociatedNameCompleter : LiveCompleter<ReviewerAssociation>
{
    public AssociatedNameCompleter()
        : base(CompletionLists.Associations)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ReviewerAssociation> items, CompletionLine line) =>
        items.Select(association => new Choice(line.Parameter.Equals("Owner", StringComparison.OrdinalIgnoreCase) ? association.Owner : association.Name, association.FullRepositoryId));
}
