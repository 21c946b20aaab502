using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Connections;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks that a connection exists, is for Bitbucket, is AVAILABLE, and can be used by the account.</summary>
internal sealed class ConnectionChecks
{
    private readonly ConnectionService _connections;

    public ConnectionChecks(ConnectionService connections) => _connections = connections;

    /// <summary>Adds the checks of the connections of a pipeline.</summary>
    public async Task AddAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        foreach (var arn in PipelineSource.All(subject.Definition.Stages).Select(source => source.ConnectionArn).OfType<string>().Distinct())
        {
            if (ConnectionRules.TryParseArn(arn, out _))
            {
                await AddAsync(list.About(arn), arn, subject, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Adds the checks of one connection.</summary>
    /// <param name="list">The list.</param>
    /// <param name="connectionArn">The connection.</param>
    /// <param name="subject">The pipeline that uses it; null if only the connection is checked.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The connection; null if it can't be read.</returns>
    public async Task<Connection?> AddAsync(CheckList list, string connectionArn, CheckSubject? subject, CancellationToken cancellationToken)
    {
        var account = subject?.AccountId ?? await _connections.FindAccountAsync(cancellationToken).ConfigureAwait(false);
        AddApi(list, connectionArn, account);
        Connection connection;
        try
        {
            connection = await _connections.GetAsync(connectionArn, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            AddMissing(list, connectionArn, account, subject);
            return null;
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown("ConnectionExists", $"The connection {connectionArn} can't be read", Action(connectionArn, "GetConnection"), failure);
            return null;
        }

        list.Passed("ConnectionExists", $"The connection '{connection.ConnectionName}' ({connectionArn}) exists.");
        if (ConnectionRules.CheckProvider(connection) is { } other)
        {
            list.Failed("ConnectionProvider", other.Message, command: Move(subject));
        }
        else
        {
            list.Passed("ConnectionProvider", $"The connection '{connection.ConnectionName}' is for Bitbucket.");
        }

        AddStatus(list, connection, subject);
        return connection;
    }

    private static void AddApi(CheckList list, string connectionArn, string? account)
    {
        if (ConnectionSharing.CheckUse(connectionArn, account) is { } finding)
        {
            list.Failed("ConnectionAccount", finding.Message);
        }
        else if (account is null)
        {
            list.Unknown("ConnectionAccount", $"It is not known whether the connection {connectionArn} belongs to the account of the credentials.", "Allow sts:GetCallerIdentity for your own identity.");
        }
        else
        {
            list.Passed("ConnectionAccount", ConnectionSharing.IsForeign(connectionArn, account)
                ? $"The connection {connectionArn} belongs to another account, and has the API codeconnections, whose connections can be shared."
                : $"The connection belongs to the account {account}.");
        }
    }

    private static void AddMissing(CheckList list, string connectionArn, string? account, CheckSubject? subject)
    {
        if (ConnectionSharing.IsForeign(connectionArn, account))
        {
            list.Unknown(
                "ConnectionExists",
                $"The connection {connectionArn} of another account can't be read. AWS may not show a shared connection to the accounts that use it.",
                "Ask the owner whether it is AVAILABLE and shared with this account by AWS RAM in us-east-1.");
            return;
        }

        list.Failed(
            "ConnectionExists",
            $"The connection {connectionArn} does not exist. It was removed, or its ARN is mistyped. An execution reports this as a connection or a branch that was not found.",
            "Create a connection, complete it, and move the pipelines to it.",
            Move(subject) ?? "New-BitbucketConnection -Name NAME");
    }

    private static void AddStatus(CheckList list, Connection connection, CheckSubject? subject)
    {
        switch (connection.ConnectionStatus)
        {
            case ConnectionStatuses.Available:
                list.Passed("ConnectionStatus", $"The connection '{connection.ConnectionName}' is AVAILABLE. This does not prove that the app in Bitbucket still has access to the repository.");
                break;
            case ConnectionStatuses.Pending:
                list.Failed(
                    "ConnectionStatus",
                    $"The connection '{connection.ConnectionName}' is PENDING: nobody has completed its handshake, so every source action that uses it fails. A pipeline that was created before the handshake may never start on a push.",
                    connection.NextStep,
                    $"Open-BitbucketConnection -ConnectionArn {connection.ConnectionArn}");
                break;
            default:
                list.Failed(
                    "ConnectionStatus",
                    $"The connection '{connection.ConnectionName}' is {connection.ConnectionStatus}, and such a connection does not recover.",
                    "Create a connection, complete it, and move the pipelines to it.",
                    Move(subject) ?? "New-BitbucketConnection -Name NAME");
                break;
        }
    }

    private static string? Move(CheckSubject? subject) => subject?.Set("-ConnectionName NAME");

    private static string Action(string connectionArn, string operation) => $"{(Arn.TryParse(connectionArn, out var arn) ? arn.Service : ConnectionRules.CodeStarConnectionsService)}:{operation}";
}
