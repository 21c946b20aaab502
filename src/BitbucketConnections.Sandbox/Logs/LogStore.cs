using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>The log groups of a Region.</summary>
internal sealed class LogStore : IRegionPart
{
    private int _streams;

    /// <summary>Gets the groups by name.</summary>
    public SortedDictionary<string, LogGroupRecord> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Creates a stream, and its group if it does not exist.</summary>
    /// <param name="group">The name of the group.</param>
    /// <param name="stream">The name of the stream.</param>
    /// <param name="content">The content.</param>
    /// <param name="at">The time of the event.</param>
    public void Add(string group, string stream, ILogContent content, DateTimeOffset at)
    {
        if (!Groups.TryGetValue(group, out var record))
        {
            Groups.Add(group, record = new LogGroupRecord(group, at));
        }

        record.Streams[stream] = new LogStreamRecord(stream, at, ++_streams, content);
    }
}
