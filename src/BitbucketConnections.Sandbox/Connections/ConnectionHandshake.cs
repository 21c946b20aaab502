using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Completes connections, as a person does on the console page. The status becomes AVAILABLE.</summary>
internal static class ConnectionHandshake
{
    /// <summary>Completes a connection, or sets up a host.</summary>
    /// <param name="state">The state. The caller holds its lock.</param>
    /// <param name="arn">The ARN of a connection or a host of any account.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, NotFound, or Sandbox when it is not pending.</exception>
    public static void Complete(SandboxState state, string arn)
    {
        if (Arn.TryParse(arn, out var parsed) && state.FindRegion(parsed.AccountId, parsed.Region)?.Part<HostStore>().Find(arn) is { } host)
        {
            SetUp(host);
            return;
        }

        var connection = Find(state, arn);
        if (!TryComplete(connection))
        {
            throw new ServiceException(
                ServiceErrorKind.Sandbox, $"The connection '{arn}' is {connection.Status}. Only a PENDING connection can be completed.");
        }
    }

    /// <summary>Sets the status of a connection.</summary>
    /// <param name="state">The state. The caller holds its lock.</param>
    /// <param name="arn">The ARN of a connection of any account.</param>
    /// <param name="status">The status, <c>PENDING</c>, <c>AVAILABLE</c> or <c>ERROR</c>.</param>
    /// <exception cref="ServiceException">Kind InvalidInput or NotFound.</exception>
    public static void SetStatus(SandboxState state, string arn, string status)
    {
        if (status is not (ConnectionStatuses.Pending or ConnectionStatuses.Available or ConnectionStatuses.Error))
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidInput,
                $"The status '{status}' of a connection is not valid. Specify {ConnectionStatuses.Pending}, {ConnectionStatuses.Available} or {ConnectionStatuses.Error}.");
        }

        Find(state, arn).Status = status;
    }

    /// <summary>Completes a connection if it is pending.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>True if it was pending; otherwise false.</returns>
    public static bool TryComplete(ConnectionRecord connection)
    {
        if (connection.Status != ConnectionStatuses.Pending)
        {
            return false;
        }

        // The console sets up the host of a new connection first.
        if (connection.Host is { } host)
        {
            host.Status = ConnectionStatuses.Available;
        }

        connection.Status = ConnectionStatuses.Available;
        return true;
    }

    /// <summary>Finds a connection of any account.</summary>
    /// <param name="state">The state.</param>
    /// <param name="arn">The ARN, or the name if one connection has it.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, NotFound or Ambiguous.</exception>
    public static ConnectionRecord Find(SandboxState state, string arn)
    {
        if (!arn.StartsWith("arn:", System.StringComparison.Ordinal) && state.Accounts.SelectMany(account => account.Regions)
            .SelectMany(region => region.Part<ConnectionStore>().Connections).Where(connection => connection.Name == arn).ToList() is { Count: > 0 } named)
        {
            return named.Count == 1 ? named[0] : throw new ServiceException(
                ServiceErrorKind.Ambiguous, $"{named.Count} connections of the sandbox have the name '{arn}': {string.Join(", ", named.Select(connection => connection.Arn))}. Specify the ARN of one of them.");
        }

        if (!ConnectionRules.TryParseArn(arn, out var parsed))
        {
            throw ServiceException.FromFindings([ConnectionRules.CheckArn(arn)!]);
        }

        return ConnectionDirectory.Find(state, parsed.AccountId, arn)
            ?? throw new ServiceException(ServiceErrorKind.NotFound, $"The sandbox does not have the connection '{arn}'. Get-BitbucketConnection lists its connections.");
    }

    private static void SetUp(HostRecord host)
    {
        if (host.Status != ConnectionStatuses.Pending)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The host '{host.Arn}' is {host.Status}. Only a PENDING host can be set up.");
        }

        host.Status = ConnectionStatuses.Available;
    }
}
