using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Finds where the log of an action is.</summary>
internal sealed class LogLocator
{
    private readonly LogApi _api;

    public LogLocator(LogApi api) => _api = api;

    /// <summary>Finds the log of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The place; null if the action is in progress and its log does not exist yet.</returns>
    /// <exception cref="ServiceException">The action has no log.</exception>
    public async Task<LogLocation?> FindAsync(LoggedAction action, CancellationToken cancellationToken)
    {
        if (LogLocation.TryParse(action.StreamArn, out var stream))
        {
            return stream;
        }

        if (action.BuildId is not { } id)
        {
            return action.IsEnded ? throw LogFailures.Missing(action) : null;
        }

        var build = await _api.FindBuildAsync(action.Region, id, cancellationToken).ConfigureAwait(false) ?? throw LogFailures.NoBuild(action);
        var logs = build.Logs;

        // Until the build has its container, CodeBuild returns no names, and an ARN with "null" in it.
        if (logs is { GroupName: { Length: > 0 } group, StreamName: { Length: > 0 } name })
        {
            return new LogLocation(action.Region, group, name);
        }

        return logs?.CloudWatchLogs?.Status == LogsConfigStatusType.DISABLED ? throw LogFailures.Disabled(action, logs.S3LogsArn)
            : build.BuildComplete == true ? throw LogFailures.Missing(action)
            : null;
    }
}
