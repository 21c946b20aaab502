using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>KMS, with keys and aliases only. It encrypts nothing.</summary>
internal static class KmsService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static JsonService Make() => new(
        new JsonServiceDefinition("kms", "TrentService", "application/x-amz-json-1.1", "message", EchoesValues: true),
        KeyOperations.All().Concat(KeyPolicyOperations.All()).Concat(AliasOperations.All()),
        KeyRights.Table);
}
