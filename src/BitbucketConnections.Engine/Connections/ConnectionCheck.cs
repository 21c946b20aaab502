using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// Checks that connections are for Bitbucket and AVAILABLE, because a push never starts a pipeline whose connection is not. What the caller can't
/// read is a warning: the pipeline may still be able to use the connection.
/// </summary>
internal sealed class ConnectionCheck
{
    private readonly ConnectionService _connections;
    private readonly RecentConnections _recent;
    private readonly IDiagnosticSink _diagnostics;

    public ConnectionCheck(ConnectionService connections, IDiagnosticSink diagnostics, IClock clock)
    {
        _connections = connections;
        _recent = new RecentConnections(connections, clock);
        _diagnostics = diagnostics;
    }

    /// <summary>Checks connections.</summary>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="allowPending">Whether a connection that is not AVAILABLE is only a warning.</param>
    /// <param name="outcome">The consequence for the error message, such as <c>nothing was created</c>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ServiceException">
    /// Kind ConnectionNotAvailable, unless pending connections are allowed. Kind InvalidInput for another provider, or for a connection of another account
    /// that can't be shared.
    /// </exception>
    public async Task RunAsync(IEnumerable<string> connectionArns, bool allowPending, string outcome, CancellationToken cancellationToken)
    {
        foreach (var arn in connectionArns.Distinct(StringComparer.Ordinal))
        {
            if (await ReadAsync(arn, cancellationToken).ConfigureAwait(false) is not { } connection)
            {
                continue;
            }

            if (ConnectionRules.CheckProvider(connection) is { } finding)
            {
                throw ServiceException.FromFindings([finding]);
            }

            if (connection.ConnectionStatus == ConnectionStatuses.Available)
            {
                continue;
            }

            var message = $"The connection '{connection.ConnectionName}' ({arn}) is {connection.ConnectionStatus}, not AVAILABLE";
            if (!allowPending)
            {
                throw new ServiceException(ServiceErrorKind.ConnectionNotAvailable, $"{message}; {outcome}. {connection.NextStep}".TrimEnd());
            }

            Warn($"{message}. The next execution will fail at its source action. {connection.NextStep}".TrimEnd());
        }
    }

    /// <summary>Checks that connections of an existing pipeline are for Bitbucket. Other tools may have created it with a connection to another provider.</summary>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="isRequired">Whether a failed call is an error. A connection that the caller can't read never is.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A finding for each connection to another provider. A connection that can't be read is not checked.</returns>
    public async Task<IReadOnlyList<Finding>> ProvidersAsync(IEnumerable<string> connectionArns, bool isRequired, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var arn in connectionArns.Distinct(StringComparer.Ordinal))
        {
            try
            {
                if (ConnectionRules.CheckProvider(await _recent.GetAsync(arn, cancellationToken).ConfigureAwait(false)) is { } finding)
                {
                    findings.Add(finding);
                }
            }
            catch (ServiceException unreadable) when (!isRequired || unreadable.IsNotFound || unreadable.IsAccessDenied)
            {
                _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The connection {arn} can't be read, so its provider is not checked: {unreadable.Message}"));
            }
        }

        return findings;
    }

    // AWS may not show a shared connection to the accounts that use it, and a caller who can pass a connection may not have the permission to read it.
    private async Task<Connection?> ReadAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await _recent.GetAsync(arn, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.IsNotFound || failure.IsAccessDenied)
        {
            var account = await _connections.FindAccountAsync(cancellationToken).ConfigureAwait(false);
            if (ConnectionSharing.CheckUse(arn, account) is { } finding)
            {
                throw ServiceException.FromFindings([finding]);
            }

            if (failure.IsNotFound && !ConnectionSharing.IsForeign(arn, account))
            {
                throw;
            }

            Warn($"The connection {arn} can't be read, so its status and its provider are not checked. {failure.Message}");
            return null;
        }
    }

    private void Warn(string message) => _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, message));
}
