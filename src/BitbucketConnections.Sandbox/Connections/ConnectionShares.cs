using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Shares connections with other accounts, as their owner does with AWS RAM.</summary>
internal static class ConnectionShares
{
    private static readonly Regex s_account = new("^[0-9]{12}\\z", RegexOptions.CultureInvariant);

    /// <summary>Sets the accounts that a connection is shared with, and completes it if it is pending.</summary>
    /// <param name="state">The state. The caller holds its lock.</param>
    /// <param name="arn">The ARN of a connection of any account.</param>
    /// <param name="accountIds">The accounts, which replace the ones before.</param>
    /// <exception cref="ServiceException">Kind InvalidInput or NotFound. Nothing is changed.</exception>
    public static void Set(SandboxState state, string arn, IReadOnlyCollection<string> accountIds)
    {
        var connection = ConnectionHandshake.Find(state, arn);
        var findings = accountIds.Where(id => !s_account.IsMatch(id) || id == connection.OwnerAccountId).Select(id => new Finding(
            "InvalidAccountId",
            id == connection.OwnerAccountId
                ? $"The connection '{arn}' belongs to the account {id}. Specify other accounts to share it with."
                : $"'{id}' is not the id of an account. Specify 12 digits, in quotation marks if the first digit is 0.")).ToList();
        if (connection.Service != ConnectionRules.CodeConnectionsService)
        {
            findings.Insert(0, new Finding(
                "ConnectionCannotBeShared",
                $"The connection '{arn}' can't be shared with other accounts. Only codeconnections connections can. To create one, run New-BitbucketConnection -Api CodeConnections."));
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        ConnectionHandshake.TryComplete(connection);
        connection.SharedWith.Clear();
        connection.SharedWith.UnionWith(accountIds);
    }
}
