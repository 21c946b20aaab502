using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Completes connections, as a person does on the console page: access is granted, and the connection is AVAILABLE.</summary>
internal static class ConnectionHandshake
{
    /// <summary>Completes a connection.</summary>
    /// <param name="state">The state, locked by the caller.</param>
    /// <param name="arn">The ARN of a connection of any account.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, NotFound, or Sandbox when it is no longer pending.</exception>
    public static void Complete(SandboxState state, string arn)
    {
        if (!ConnectionRules.TryParseArn(arn, out var parsed))
        {
            throw ServiceException.FromFindings([ConnectionRules.CheckArn(arn)!]);
        }

        var connection = (state.FindAccount(parsed.AccountId) is { } account ? ConnectionDirectory.Find(account, arn) : null)
            ?? throw new ServiceException(ServiceErrorKind.NotFound, $"The sandbox has no connection '{arn}'. Get-BitbucketConnection shows those it has.");
        if (!TryComplete(connection))
        {
            throw new ServiceException(
                ServiceErrorKind.Sandbox, $"The connection '{arn}' is not in a pending state: it is {connection.Status}. There is nothing to complete.");
        }
    }

    /// <summary>Completes a connection when it is pending.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>Whether it was pending.</returns>
    public static bool TryComplete(ConnectionRecord connection)
    {
        if (connection.Status != ConnectionStatuses.Pending)
        {
            return false;
        }

        connection.Status = ConnectionStatuses.Available;
        return true;
    }
}
