using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>A pipeline on a connection that is not AVAILABLE is created and never started by a push; so it is refused first.</summary>
internal sealed class ConnectionCheck
{
    private readonly WizardServices _services;

    public ConnectionCheck(WizardServices services) => _services = services;

    /// <summary>Checks the connections of a definition.</summary>
    /// <exception cref="ServiceException">Kind ConnectionNotAvailable, unless pending ones are allowed.</exception>
    public async Task RunAsync(Pipeline definition, bool allowPending, CancellationToken cancellationToken)
    {
        foreach (var arn in PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var connection = await _services.Connections.GetAsync(arn, cancellationToken).ConfigureAwait(false);
            if (connection.ConnectionStatus == ConnectionStatuses.Available)
            {
                continue;
            }

            var message = $"The connection '{connection.ConnectionName}' ({arn}) is {connection.ConnectionStatus}, not AVAILABLE";
            if (!allowPending)
            {
                throw new ServiceException(ServiceErrorKind.ConnectionNotAvailable, $"{message}; nothing was created. {connection.NextStep}".TrimEnd());
            }

            _services.Tell(DiagnosticLevel.Warning, $"{message}: the first run will fail at its source. {connection.NextStep}".TrimEnd());
        }
    }
}
