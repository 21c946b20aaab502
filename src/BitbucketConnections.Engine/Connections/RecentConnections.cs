using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// Reads each connection once for the checks of a command. Many pipelines have the same connection. A command can run for hours, because it waits for
/// executions or for a person, so a connection that was read earlier is read again.
/// </summary>
internal sealed class RecentConnections(ConnectionService connections, IClock clock)
{
    /// <summary>How long a connection is not read again.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Look> _looks = new(StringComparer.Ordinal);
    private readonly ResourceTurns _turns = new();

    /// <summary>Gets a connection. Checks at the same time share one call.</summary>
    /// <param name="arn">The ARN.</param>
    /// <param name="cancellationToken">Cancels the call, or the wait for the call of another check.</param>
    /// <exception cref="ServiceException">The connection can't be read. AWS's refusals are remembered, too; other failures are not.</exception>
    public async Task<Connection> GetAsync(string arn, CancellationToken cancellationToken)
    {
        var look = Recent(arn) ?? await _turns.RunAsync(
            arn, async () => Recent(arn) ?? (_looks[arn] = await LookAsync(arn, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        look.Refusal?.Throw();
        return look.Connection!;
    }

    private Look? Recent(string arn) => _looks.TryGetValue(arn, out var look) && clock.Uptime - look.Time < Limit ? look : null;

    private async Task<Look> LookAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return new Look(await connections.GetAsync(arn, cancellationToken).ConfigureAwait(false), null, clock.Uptime);
        }
        catch (ServiceException failure) when (failure.IsNotFound || failure.IsAccessDenied)
        {
            return new Look(null, ExceptionDispatchInfo.Capture(failure), clock.Uptime);
        }
    }

    private sealed record Look(Connection? Connection, ExceptionDispatchInfo? Refusal, TimeSpan Time);
}
