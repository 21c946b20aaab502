using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Completes connections, as a person does on the console page. The status becomes AVAILABLE.</summary>
internal static class ConnectionHandshake
{
    /// <summary>Completes a connection.</summary>
    /// <param name="state">The state. The caller holds its lock.</param>
    /// <param name="arn">The ARN of a connection of any account.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, NotFound, or Sandbox when it is not pending.</exception>
    public static void Complete(SandboxState state, string arn)
    {
        if (!ConnectionRules.TryParseArn(arn, out var parsed))
        {
            throw ServiceException.FromFindings([ConnectionRules.CheckArn(arn)!]);
        }

        var connection = (state.FindAccount(parsed.AccountId) is { } account ? ConnectionDirectory.Find(account, arn) : null)
            ?? throw new ServiceException(ServiceErrorKind.NotFound, $"The sandbox does not have the connection '{arn}'. Get-BitbucketConnection lists its connections.");
        if (!TryComplete(connection))
        {
            throw new ServiceException(
                ServiceErrorKind.Sandbox, $"The connection '{arn}' is {connection.Status}. Only a PENDING connection can be completed.");
        }
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

        connection.Status = ConnectionStatuses.Available;
        return true;
    }
}
