using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Checks that connections are AVAILABLE, because a push never starts a pipeline whose connection is not.</summary>
internal sealed class ConnectionCheck
{
    private readonly ConnectionService _connections;
    private readonly IDiagnosticSink _diagnostics;

    public ConnectionCheck(ConnectionService connections, IDiagnosticSink diagnostics)
    {
        _connections = connections;
        _diagnostics = diagnostics;
    }

    /// <summary>Checks connections.</summary>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="allowPending">Whether a connection that is not AVAILABLE is only a warning.</param>
    /// <param name="outcome">The consequence for the error message, such as <c>nothing was created</c>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ServiceException">Kind ConnectionNotAvailable, unless pending connections are allowed.</exception>
    public async Task RunAsync(IEnumerable<string> connectionArns, bool allowPending, string outcome, CancellationToken cancellationToken)
    {
        foreach (var arn in connectionArns.Distinct(StringComparer.Ordinal))
        {
            var connection = await _connections.GetAsync(arn, cancellationToken).ConfigureAwait(false);
            if (connection.ConnectionStatus == ConnectionStatuses.Available)
            {
                continue;
            }

            var message = $"The connection '{connection.ConnectionName}' ({arn}) is {connection.ConnectionStatus}, not AVAILABLE";
            if (!allowPending)
            {
                throw new ServiceException(ServiceErrorKind.ConnectionNotAvailable, $"{message}; {outcome}. {connection.NextStep}".TrimEnd());
            }

            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, $"{message}. The next execution will fail at its source action. {connection.NextStep}".TrimEnd()));
        }
    }
}
