using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>The inputs of the operations of CloudWatch Logs, with the constraints of the service model.</summary>
internal static class LogShapes
{
    private static readonly StringShape s_group = new(1, 512, "[\\.\\-_/#A-Za-z0-9]+");
    private static readonly StringShape s_groupIdentifier = new(1, 2048, "[\\w#+=/:,.@-]*");
    private static readonly StringShape s_stream = new(1, 512, "[^:*]*");
    private static readonly StringShape s_token = new(1);
    private static readonly LongShape s_time = new(0);
    private static readonly IntegerShape s_pageSize = new(1, 50);
    private static readonly IntegerShape s_eventLimit = new(1, 10000);

    /// <summary>Gets the input of GetLogEvents.</summary>
    public static StructureShape GetEvents { get; } = new()
    {
        { "logGroupName", s_group },
        { "logGroupIdentifier", s_groupIdentifier },
        { "logStreamName", s_stream, true },
        { "startTime", s_time },
        { "endTime", s_time },
        { "nextToken", s_token },
        { "limit", s_eventLimit },
        { "startFromHead", new BooleanShape() },
        { "unmask", new BooleanShape() },
    };

    /// <summary>Gets the input of FilterLogEvents.</summary>
    public static StructureShape FilterEvents { get; } = new()
    {
        { "logGroupName", s_group },
        { "logGroupIdentifier", s_groupIdentifier },
        { "logStreamNames", new ListShape(s_stream, 1, 100) },
        { "logStreamNamePrefix", s_stream },
        { "startTime", s_time },
        { "endTime", s_time },
        { "filterPattern", new StringShape(0, 1024) },
        { "nextToken", s_token },
        { "limit", s_eventLimit },
        { "interleaved", new BooleanShape() },
        { "unmask", new BooleanShape() },
    };

    /// <summary>Gets the input of DescribeLogGroups.</summary>
    public static StructureShape DescribeGroups { get; } = new()
    {
        { "accountIdentifiers", new ListShape(new StringShape(12, 12), 0, 20) },
        { "logGroupNamePrefix", s_group },
        { "logGroupNamePattern", new StringShape(0, 512, "[\\.\\-_/#A-Za-z0-9]*") },
        { "nextToken", s_token },
        { "limit", s_pageSize },
        { "includeLinkedAccounts", new BooleanShape() },
        { "logGroupClass", StringShape.Enum("STANDARD", "INFREQUENT_ACCESS", "DELIVERY") },
        { "logGroupIdentifiers", new ListShape(s_groupIdentifier, 1, 50) },
    };

    /// <summary>Gets the input of DescribeLogStreams.</summary>
    public static StructureShape DescribeStreams { get; } = new()
    {
        { "logGroupName", s_group },
        { "logGroupIdentifier", s_groupIdentifier },
        { "logStreamNamePrefix", s_stream },
        { "orderBy", StringShape.Enum("LogStreamName", "LastEventTime") },
        { "descending", new BooleanShape() },
        { "nextToken", s_token },
        { "limit", s_pageSize },
    };

    /// <summary>Gets the input of DeleteLogGroup.</summary>
    public static StructureShape DeleteGroup { get; } = new() { { "logGroupName", s_group, true } };
}
