using System;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>An alias of a key.</summary>
/// <param name="Name">The name, <c>alias/…</c>.</param>
/// <param name="Arn">The ARN.</param>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Created">The time of creation.</param>
internal sealed record AliasRecord(string Name, string Arn, string KeyId, DateTimeOffset Created);
