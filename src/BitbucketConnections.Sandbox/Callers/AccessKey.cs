using System;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>An access key of an IAM user.</summary>
/// <param name="Id">The access key id, <c>AKIA…</c>.</param>
/// <param name="Secret">The secret access key.</param>
/// <param name="AccountId">The account of the user.</param>
/// <param name="User">The user.</param>
/// <param name="Created">The time of creation.</param>
internal sealed record AccessKey(string Id, string Secret, string AccountId, CallerUser User, DateTimeOffset Created);
