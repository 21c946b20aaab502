using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The users of an account. The account's administrator is not one of them.</summary>
internal sealed class UserStore : IAccountPart
{
    /// <summary>Gets the users by name. Names are not case-sensitive.</summary>
    public SortedDictionary<string, UserRecord> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);
}
