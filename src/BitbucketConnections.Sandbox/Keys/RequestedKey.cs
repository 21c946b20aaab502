using System;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>Finds the key of a call by key ID, key ARN, alias or alias ARN, in the Region of the call.</summary>
internal static class RequestedKey
{
    /// <summary>The prefix of an alias.</summary>
    public const string AliasPrefix = "alias/";

    /// <summary>The start of the ids of multi-Region keys.</summary>
    public const string MultiRegionPrefix = "mrk-";

    private const string KeyPrefix = "key/";

    /// <summary>Finds a key by any of its identifiers.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The id, key ARN, alias or alias ARN.</param>
    /// <returns>The key.</returns>
    /// <exception cref="AwsErrorException">The key is not found, or the identifier is malformed or belongs to another Region or account.</exception>
    public static KeyRecord ByAnyName(ServiceCall call, string name)
    {
        // The policy of a key can give rights to another account. Then the rights of the call were evaluated with it.
        if (call.Authorizer is not null && Arn.TryParse(name, out var arn) && arn.AccountId != call.AccountId && arn.Region == call.Region
            && KeyDirectory.Find(call.State, name, arn.AccountId, arn.Region) is { } shared)
        {
            return shared;
        }

        var resource = ResourceOf(call, name);
        return resource.StartsWith(AliasPrefix, StringComparison.Ordinal) ? ByAlias(call, resource) : ById(call, name, resource);
    }

    /// <summary>Finds a key by its key ID or ARN, for the operations that do not accept an alias.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The id or ARN.</param>
    /// <returns>The key.</returns>
    /// <exception cref="AwsErrorException">The same as <see cref="ByAnyName"/>, and for an alias.</exception>
    public static KeyRecord ByIdOrArn(ServiceCall call, string name) => ById(call, name, ResourceOf(call, name));

    /// <summary>Finds a key that the caller can change.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The id or ARN.</param>
    /// <returns>The key.</returns>
    /// <exception cref="AwsErrorException">The same as <see cref="ByIdOrArn"/>, and for a key that AWS manages or that is pending deletion.</exception>
    public static KeyRecord Changeable(ServiceCall call, string name)
    {
        var key = ByIdOrArn(call, name);
        if (key.IsAwsManaged)
        {
            throw new AwsErrorException(
                "AccessDeniedException", $"User: {call.CallerArn} is not authorized to perform: kms:{call.Operation} on resource: {key.Arn}");
        }

        return key.Deletion is null ? key : throw new AwsErrorException("KMSInvalidStateException", $"{key.Arn} is pending deletion.");
    }

    /// <summary>Creates the ARN of a key or alias.</summary>
    /// <param name="call">The call.</param>
    /// <param name="resource"><c>key/…</c> or <c>alias/…</c>.</param>
    /// <returns>The ARN.</returns>
    public static string ArnOf(ServiceCall call, string resource) => $"arn:{call.Partition}:kms:{call.Region}:{call.AccountId}:{resource}";

    private static KeyRecord ById(ServiceCall call, string name, string resource)
    {
        var isArn = resource.StartsWith(KeyPrefix, StringComparison.Ordinal);
        var id = isArn ? resource.Substring(KeyPrefix.Length) : resource;
        if (call.RegionState.Part<KeyStore>().Keys.TryGetValue(id, out var key))
        {
            return key;
        }

        throw isArn || Guid.TryParseExact(id, "D", out _) || (id.StartsWith(MultiRegionPrefix, StringComparison.Ordinal) && Guid.TryParseExact(id.Substring(MultiRegionPrefix.Length), "N", out _))
            ? NotFound($"Key '{ArnOf(call, KeyPrefix + id)}' does not exist")
            : NotFound($"Invalid keyId '{name}'");
    }

    private static KeyRecord ByAlias(ServiceCall call, string alias)
    {
        AwsManagedKeys.Ensure(call, alias);
        var store = call.RegionState.Part<KeyStore>();
        return store.Aliases.TryGetValue(alias, out var found)
            ? store.Keys[found.KeyId]
            : throw NotFound($"Alias {ArnOf(call, alias)} is not found.");
    }

    private static string ResourceOf(ServiceCall call, string name)
    {
        if (!name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return name;
        }

        if (!Arn.TryParse(name, out var arn) || arn.Service != "kms")
        {
            throw new AwsErrorException("InvalidArnException", $"Invalid arn {name}");
        }

        if (arn.Partition != call.Partition || arn.Region != call.Region)
        {
            throw NotFound($"Invalid arn {arn.Region}");
        }

        // No key of the sandbox has a policy that gives access to another account.
        return arn.AccountId == call.AccountId ? arn.Resource : throw new AwsErrorException(
            "AccessDeniedException",
            $"User: {call.CallerArn} is not authorized to perform: kms:{call.Operation} on resource: {name} {DenialReasons.OtherAccount}");
    }

    private static AwsErrorException NotFound(string message) => new("NotFoundException", message);
}
