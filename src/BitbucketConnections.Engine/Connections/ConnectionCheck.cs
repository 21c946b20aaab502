using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Connections;

/// <summary>A pipeline on a connection that is not AVAILABLE is created and never started by a push; so it is refused first.</summary>
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
    /// <param name="allowPending">Whether one that is not AVAILABLE is a warning only.</param>
    /// <param name="outcome">What a failure means, such as <c>nothing was created</c>.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ServiceException">Kind ConnectionNotAvailable, unless pending ones are allowed.</exception>
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
