using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>The content of a log stream. Its owner makes it when it is read, so that logs that nobody reads need no memory.</summary>
internal interface ILogContent
{
    /// <summary>Gets the events so far, oldest first. A later call returns the same events, and those that followed.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The events.</returns>
    IReadOnlyList<LogEventRecord> Read(DateTimeOffset now);
}
