using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>The rights that the operations of CloudWatch Logs need.</summary>
internal static class LogRights
{
    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "GetLogEvents", (call, input) => [new CallerRight("logs:GetLogEvents", RequestedLog.ArnOf(call, RequestedLog.NameOf(input), input.Text("logStreamName")!))] },
        { "FilterLogEvents", (call, input) => [OnGroup(call, RequestedLog.NameOf(input))] },
        { "DescribeLogStreams", (call, input) => [OnGroup(call, RequestedLog.NameOf(input))] },
        { "DescribeLogGroups", (call, _) => [OnGroup(call, string.Empty)] },
        { "DeleteLogGroup", (call, input) => [OnGroup(call, RequestedLog.NameOf(input))] },
    };

    private static CallerRight OnGroup(ServiceCall call, string group) => new("logs:" + call.Operation, RequestedLog.ArnOf(call, group, string.Empty));
}
