using BitbucketConnections.Sandbox.Callers;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A user.</summary>
internal sealed class UserRecord : IdentityRecord
{
    /// <summary>Gets the user as the caller of calls.</summary>
    public CallerUser Caller => new(Name, Path, Id);
}
