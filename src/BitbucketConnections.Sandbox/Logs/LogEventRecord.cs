using System;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>An event of a log stream.</summary>
/// <param name="Time">The time.</param>
/// <param name="Message">The message.</param>
internal sealed record LogEventRecord(DateTimeOffset Time, string Message);
