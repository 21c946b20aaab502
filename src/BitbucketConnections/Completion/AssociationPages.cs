using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Reads the first associations for a completer.</summary>
internal static class AssociationPages
{
    public static async Task<List<ReviewerAssociation>> FirstAsync(IEngineSession session, CancellationToken cancellationToken)
    {
        var found = new List<ReviewerAssociation>();
        PageCursor? cursor = null;
        do
        {
            var page = await session.Reviews.ListAsync(new ReviewerAssociationQuery(), cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < 300);
        return found;
    }
}
