using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>Finds keys for other services.</summary>
internal static class KeyDirectory
{
    /// <summary>Finds a key by id, ARN, alias or alias ARN.</summary>
    /// <param name="state">The state.</param>
    /// <param name="id">The identifier.</param>
    /// <param name="accountId">The account for an identifier that is not an ARN.</param>
    /// <param name="region">The Region for an identifier that is not an ARN.</param>
    /// <returns>The key; null if the sandbox does not have it.</returns>
    public static KeyRecord? Find(SandboxState state, string id, string accountId, string region)
    {
        var isArn = Arn.TryParse(id, out var arn);
        var store = state.FindRegion(isArn ? arn!.AccountId : accountId, isArn ? arn!.Region : region)?.Part<KeyStore>();
        var name = isArn ? arn!.Resource : id;
        name = name.StartsWith("key/", StringComparison.Ordinal) ? name.Substring("key/".Length) : name;
        return store is null ? null
            : store.Keys.TryGetValue(store.Aliases.TryGetValue(name, out var alias) ? alias.KeyId : name, out var key) ? key : null;
    }

    /// <summary>Gets the aliases of a key.</summary>
    /// <param name="state">The state.</param>
    /// <param name="key">The key.</param>
    /// <returns>The names, <c>alias/…</c>.</returns>
    public static IReadOnlyList<string> AliasesOf(SandboxState state, KeyRecord key) =>
        Arn.TryParse(key.Arn, out var arn) && state.FindRegion(arn.AccountId, arn.Region) is { } region
            ? [.. region.Part<KeyStore>().Aliases.Where(alias => alias.Value.KeyId == key.Id).Select(alias => alias.Key)]
            : [];
}
