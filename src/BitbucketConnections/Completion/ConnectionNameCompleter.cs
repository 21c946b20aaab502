using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes names of connections; the tooltip is status and ARN.</summary>
internal sealed class ConnectionNameCompleter : LiveCompleter<Connection>
{
    public ConnectionNameCompleter()
        : base(CompletionLists.Connections)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Connection> items, CompletionLine line) =>
        items.Select(connection => new Choice(connection.ConnectionName, $"{connection.ConnectionStatus} {connection.ConnectionArn}"));
}
