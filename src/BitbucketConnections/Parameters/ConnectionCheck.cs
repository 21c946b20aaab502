using System;
using System.Linq;

namespace BitbucketConnections.Parameters;

/// <summary>A pipeline on a connection that is not AVAILABLE is created and never started by a push; so it is refused first.</summary>
internal static class ConnectionCheck
{
    /// <summary>Checks the connections of a definition.</summary>
    /// <exception cref="ServiceException">Kind ConnectionNotAvailable, unless pending ones are allowed.</exception>
    public static void Run(Pipeline definition, bool allowPending, Func<string, Connection> get, Action<string> warn)
    {
        foreach (var arn in PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn).OfType<string>().Distinct())
        {
            var connection = get(arn);
            if (connection.ConnectionStatus == ConnectionStatuses.Available)
            {
                continue;
            }

            var message = $"The connection '{connection.ConnectionName}' ({arn}) is {connection.ConnectionStatus}, not AVAILABLE";
            if (!allowPending)
            {
                throw new ServiceException(
                    ServiceErrorKind.ConnectionNotAvailable, $"{message}; nothing was created. {connection.NextStep}".TrimEnd());
            }

            warn($"{message}: the first run will fail at its source. {connection.NextStep}".TrimEnd());
        }
    }
}
