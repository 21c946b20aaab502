using System;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The keys that AWS manages for its services. They are created when their alias is first used.</summary>
internal static class AwsManagedKeys
{
    private const string S3Alias = "alias/aws/s3";

    /// <summary>Creates the key of S3's alias if it does not exist. Ignores other aliases.</summary>
    /// <param name="call">The call.</param>
    /// <param name="alias">The alias.</param>
    public static void Ensure(ServiceCall call, string alias)
    {
        var store = call.RegionState.Part<KeyStore>();
        if (alias != S3Alias || store.Aliases.ContainsKey(alias))
        {
            return;
        }

        var id = Guid.NewGuid().ToString("D");
        store.Keys.Add(id, new KeyRecord
        {
            Id = id,
            Arn = RequestedKey.ArnOf(call, "key/" + id),
            OwnerAccountId = call.AccountId,
            Created = call.Now,
            Spec = KeySpecs.Symmetric,
            Usage = KeySpecs.Encrypt,
            Region = call.Region,
            MaterialId = KeySpecs.MaterialOf(KeySpecs.Symmetric, id),
            Description = "Default key that protects my S3 objects when no other key is defined",
            IsAwsManaged = true,
            Policy = KeyPolicy.Default(call.State, call.Partition, call.AccountId),
        });
        store.Aliases.Add(alias, new AliasRecord(alias, RequestedKey.ArnOf(call, alias), id, call.Now));
    }
}
