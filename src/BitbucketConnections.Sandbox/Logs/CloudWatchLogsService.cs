using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>CloudWatch Logs, to read the logs of builds and commands. Nothing else writes logs.</summary>
internal static class CloudWatchLogsService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static JsonService Make() => new(
        new JsonServiceDefinition("logs", "Logs_20140328", "application/x-amz-json-1.1", "message", EchoesValues: true) { ValidationCode = "InvalidParameterException" },
        LogEventOperations.All().Concat(LogGroupOperations.All()),
        LogRights.Table);
}
