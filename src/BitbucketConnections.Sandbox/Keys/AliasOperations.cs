using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>Handles the operations that create and list aliases.</summary>
internal static class AliasOperations
{
    private const int DefaultPageSize = 50;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("CreateAlias", KeyShapes.CreateAlias, Create),
        new("ListAliases", KeyShapes.ListAliases, List),
    ];

    private static JsonObject? Create(ServiceCall call, JsonObject input)
    {
        var name = input.Text("AliasName")!;
        if (!name.StartsWith(RequestedKey.AliasPrefix, StringComparison.Ordinal) || name.Length == RequestedKey.AliasPrefix.Length)
        {
            throw new AwsErrorException("ValidationException", "Alias must start with the prefix \"alias/\" and have a name after it.");
        }

        if (name.StartsWith("alias/aws/", StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidAliasNameException", "Aliases that start with \"alias/aws/\" are reserved for AWS managed keys.");
        }

        var target = input.Text("TargetKeyId")!;
        if (target.StartsWith(RequestedKey.AliasPrefix, StringComparison.Ordinal) || (Arn.TryParse(target, out var arn) && arn.Resource.StartsWith(RequestedKey.AliasPrefix, StringComparison.Ordinal)))
        {
            throw new AwsErrorException("ValidationException", "Aliases must refer to keys. Not aliases");
        }

        var alias = new AliasRecord(name, RequestedKey.ArnOf(call, name), RequestedKey.ByIdOrArn(call, target).Id, call.Now);
        var aliases = call.RegionState.Part<KeyStore>().Aliases;
        if (aliases.ContainsKey(name))
        {
            throw new AwsErrorException("AlreadyExistsException", $"An alias with the name {alias.Arn} already exists");
        }

        aliases.Add(name, alias);
        return null;
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var keyId = input.Text("KeyId") is { } asked ? RequestedKey.ByIdOrArn(call, asked).Id : null;
        var list = $"aliases/{call.AccountId}/{call.Region}/{keyId}/";
        var after = input.Text("Marker") is { } marker
            ? PageToken.Read(list, marker) ?? throw new AwsErrorException("InvalidMarkerException", "The marker is not one of this list.")
            : string.Empty;
        var size = input.Number("Limit") ?? DefaultPageSize;
        var found = call.RegionState.Part<KeyStore>().Aliases.Values
            .Where(alias => (keyId is null || alias.KeyId == keyId) && string.CompareOrdinal(alias.Name, after) > 0)
            .Take(size + 1)
            .ToList();
        var output = new JsonObject
        {
            ["Aliases"] = new JsonArray([.. found.Take(size).Select(Write)]),
            ["Truncated"] = found.Count > size,
        };
        if (found.Count > size)
        {
            output["NextMarker"] = PageToken.Write(list, found[size - 1].Name);
        }

        return output;
    }

    private static JsonObject Write(AliasRecord alias) => new()
    {
        ["AliasName"] = alias.Name,
        ["AliasArn"] = alias.Arn,
        ["TargetKeyId"] = alias.KeyId,
        ["CreationDate"] = EpochSeconds.Write(alias.Created),
        ["LastUpdatedDate"] = EpochSeconds.Write(alias.Created),
    };
}
