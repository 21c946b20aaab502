using System;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>A log stream.</summary>
/// <param name="Name">The name.</param>
/// <param name="Created">The time of creation.</param>
/// <param name="Number">The number of the stream in its Region, for the ids of its events.</param>
/// <param name="Content">The content.</param>
internal sealed record LogStreamRecord(string Name, DateTimeOffset Created, int Number, ILogContent Content);
