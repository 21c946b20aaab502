using System;

namespace BitbucketConnections.Sandbox.State;

/// <summary>A bucket.</summary>
/// <param name="Name">The name, global.</param>
/// <param name="OwnerAccountId">The account it belongs to.</param>
/// <param name="Region">The Region it is in.</param>
/// <param name="Created">When it was created.</param>
internal sealed record Bucket(string Name, string OwnerAccountId, string Region, DateTimeOffset Created);
