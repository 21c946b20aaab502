using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Reads the first connections for a completer.</summary>
internal static class ConnectionPages
{
    public static async Task<List<Connection>> FirstAsync(IEngineSession session, CancellationToken cancellationToken)
    {
        var found = new List<Connection>();
        PageCursor? cursor = null;
        do
        {
            var page = await session.Connections.ListAsync(new ConnectionQuery(), cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < 300);
        return found;
    }
}
