using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>The access keys of the IAM users of all accounts. The keys of the accounts themselves are not in it: see <see cref="SandboxCredentials"/>.</summary>
internal sealed class AccessKeyStore : ISandboxPart
{
    private const string IdPrefix = "AKIA";

    /// <summary>30 bytes are 40 characters of Base64, the length of AWS's secrets.</summary>
    private const int SecretBytes = 30;

    private readonly Dictionary<string, AccessKey> _byId = new(StringComparer.Ordinal);

    /// <summary>Creates a key.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="user">The user.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The key.</returns>
    public AccessKey Create(string accountId, CallerUser user, DateTimeOffset now)
    {
        var id = AccessKeyId.Write(IdPrefix, Random(AccessKeyId.Length));
        var key = new AccessKey(id, Convert.ToBase64String(Random(SecretBytes)), accountId, user, now);
        _byId.Add(id, key);
        return key;
    }

    /// <summary>Finds a key.</summary>
    /// <param name="id">The access key id.</param>
    /// <returns>The key, or null.</returns>
    public AccessKey? Find(string id) => _byId.TryGetValue(id, out var key) ? key : null;

    /// <summary>Gets the keys of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The keys.</returns>
    public IReadOnlyList<AccessKey> Of(CallerUser user) => [.. _byId.Values.Where(key => key.User == user)];

    /// <summary>Deletes a key.</summary>
    /// <param name="key">The key.</param>
    public void Remove(AccessKey key) => _byId.Remove(key.Id);

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return bytes;
    }
}
