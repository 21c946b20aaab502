using System;
using System.Security.Cryptography;
using System.Text;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>
/// The credentials that the sandbox accepts. They protect nothing: they are the same in every sandbox and documented in
/// docs/sandbox.md.
/// </summary>
internal static class SandboxCredentials
{
    /// <summary>The account number that AWS uses in its examples.</summary>
    public const string DefaultAccountId = "123456789012";

    /// <summary>The user of all access keys of an account.</summary>
    public const string UserName = "sandbox";

    /// <summary>The secret of the accounts' own keys and of the keys of sessions.</summary>
    public const string SecretAccessKey = "BitbucketConnections/sandbox/not/a/secret";

    /// <summary>The session token that is accepted with the key of an account or a user, for scripts that must pass one.</summary>
    public const string SessionToken = "BitbucketConnections/sandbox/session-token";

    private const string AccessKeyPrefix = "SANDBOX";
    private const string SessionKeyPrefix = "ASIA";

    /// <summary>Determines whether an access key id has the form of that of a session.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public static bool IsSessionKey(string accessKeyId) =>
        accessKeyId.Length == SessionKeyPrefix.Length + AccessKeyId.Length && accessKeyId.StartsWith(SessionKeyPrefix, StringComparison.Ordinal);

    /// <summary>Gets the access key id of a session.</summary>
    /// <param name="token">The session token.</param>
    /// <returns>The access key id.</returns>
    public static string SessionKeyOf(string token)
    {
        using var sha = SHA256.Create();
        return AccessKeyId.Write(SessionKeyPrefix, sha.ComputeHash(Encoding.UTF8.GetBytes(token)));
    }

    /// <summary>Gets the access key id of an account.</summary>
    /// <param name="accountId">The 12-digit account.</param>
    /// <returns>The access key id.</returns>
    public static string AccessKeyIdOf(string accountId) => AccessKeyPrefix + accountId;

    /// <summary>Gets the account of an access key id.</summary>
    /// <param name="accessKeyId">The access key id.</param>
    /// <returns>The account; null if the key is unknown.</returns>
    public static string? AccountOf(string accessKeyId)
    {
        if (accessKeyId.Length != AccessKeyPrefix.Length + 12 || !accessKeyId.StartsWith(AccessKeyPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var account = accessKeyId.Substring(AccessKeyPrefix.Length);
        foreach (var c in account)
        {
            if (c is < '0' or > '9')
            {
                return null;
            }
        }

        return account;
    }
}
