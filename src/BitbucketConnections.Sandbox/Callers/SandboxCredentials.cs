using System;

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

    /// <summary>The secret of every access key.</summary>
    public const string SecretAccessKey = "BitbucketConnections/sandbox/not/a/secret";

    /// <summary>The session token that is accepted with any key, for scripts that must pass one.</summary>
    public const string SessionToken = "BitbucketConnections/sandbox/session-token";

    private const string AccessKeyPrefix = "SANDBOX";

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
