using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>KMS, as far as keys and aliases go; nothing is encrypted.</summary>
internal static class KmsService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static JsonService Make() => new(
        new JsonServiceDefinition("kms", "TrentService", "application/x-amz-json-1.1", "message", EchoesValues: true),
        KeyOperations.All().Concat(AliasOperations.All()));
}
