using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of connections, which are listed by name; the tooltip is name, status and ARN.</summary>
internal sealed class ConnectionArnCompleter : LiveCompleter<Connection>
{
    public ConnectionArnCompleter()
        : base(CompletionLists.Connections)
    {
    }

    /// <summary>Creates the choice of a connection.</summary>
    public static Choice Choice(Connection connection) =>
        new(connection.ConnectionArn, $"{connection.ConnectionName} {connection.ConnectionStatus} {connection.ConnectionArn}", connection.ConnectionName);

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Connection> items, CompletionLine line) => items.Select(Choice);
}
