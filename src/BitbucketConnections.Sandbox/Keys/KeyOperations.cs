using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>Handles the operations that create, list, describe, enable and disable keys, and schedule their deletion.</summary>
internal static class KeyOperations
{
    /// <summary>The key spec of symmetric keys. This is the default.</summary>
    public const string SymmetricSpec = "SYMMETRIC_DEFAULT";

    /// <summary>The usage of keys that encrypt. This is the default of symmetric keys.</summary>
    public const string EncryptUsage = "ENCRYPT_DECRYPT";

    private const int DefaultPageSize = 100;
    private const int MinimumWaitDays = 7;
    private const int MaximumWaitDays = 30;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("CreateKey", KeyShapes.Create, Create),
        new("ListKeys", KeyShapes.List, List),
        new("DescribeKey", KeyShapes.ByKey, (call, input) => Answer(RequestedKey.ByAnyName(call, input.Text("KeyId")!))),
        new("EnableKey", KeyShapes.ByKey, (call, input) => Enable(call, input, true)),
        new("DisableKey", KeyShapes.ByKey, (call, input) => Enable(call, input, false)),
        new("ScheduleKeyDeletion", KeyShapes.Delete, ScheduleDeletion),
    ];

    private static JsonObject Create(ServiceCall call, JsonObject input)
    {
        RefuseOtherOrigins(input);
        if (input.Text("KeySpec") is not null && input.Text("CustomerMasterKeySpec") is not null)
        {
            throw new AwsErrorException("ValidationException", "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
        }

        var spec = input.Text("KeySpec") ?? input.Text("CustomerMasterKeySpec") ?? SymmetricSpec;
        var usage = input.Text("KeyUsage") ?? EncryptUsage;
        if (!Fits(spec, usage))
        {
            throw new AwsErrorException("ValidationException", $"KeyUsage {usage} is not compatible with KeySpec {spec}");
        }

        var id = Guid.NewGuid().ToString("D");
        var key = new KeyRecord
        {
            Id = id,
            Arn = RequestedKey.ArnOf(call, "key/" + id),
            OwnerAccountId = call.AccountId,
            Created = call.Now,
            Spec = spec,
            Usage = usage,
            Description = input.Text("Description") ?? string.Empty,
            Policy = input.Text("Policy") is { } policy ? KeyPolicy.Read(call.State, policy) : KeyPolicy.Default(call.State, call.Partition, call.AccountId),
        };
        call.RegionState.Part<KeyStore>().Keys.Add(id, key);
        return Answer(key);
    }

    // The sandbox has no key stores, no import of key material and no replicas.
    private static void RefuseOtherOrigins(JsonObject input)
    {
        var member = input.Text("Origin") is { } origin && origin != KeyShapes.ManagedOrigin ? "Origin " + origin
            : input.Text("CustomKeyStoreId") is not null ? "CustomKeyStoreId"
            : input.Text("XksKeyId") is not null ? "XksKeyId"
            : input["MultiRegion"]?.GetValue<bool>() == true ? "MultiRegion"
            : null;
        if (member is not null)
        {
            throw new AwsErrorException("UnsupportedOperationException", $"The sandbox does not support CreateKey with {member}.");
        }
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var list = $"keys/{call.AccountId}/{call.Region}/";
        var after = input.Text("Marker") is { } marker
            ? PageToken.Read(list, marker) ?? throw new AwsErrorException("InvalidMarkerException", "The marker is not one of this list.")
            : string.Empty;
        var size = input.Number("Limit") ?? DefaultPageSize;
        var found = call.RegionState.Part<KeyStore>().Keys.Values
            .Where(key => string.CompareOrdinal(key.Id, after) > 0)
            .OrderBy(key => key.Id, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        var output = new JsonObject
        {
            ["Keys"] = new JsonArray([.. found.Take(size).Select(key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn })]),
            ["Truncated"] = found.Count > size,
        };
        if (found.Count > size)
        {
            output["NextMarker"] = PageToken.Write(list, found[size - 1].Id);
        }

        return output;
    }

    private static JsonObject? Enable(ServiceCall call, JsonObject input, bool isEnabled)
    {
        RequestedKey.Changeable(call, input.Text("KeyId")!).IsEnabled = isEnabled;
        return null;
    }

    private static JsonObject ScheduleDeletion(ServiceCall call, JsonObject input)
    {
        var days = input.Number("PendingWindowInDays") ?? MaximumWaitDays;
        if (days is < MinimumWaitDays or > MaximumWaitDays)
        {
            throw new AwsErrorException("ValidationException", $"PendingWindowInDays must be between {MinimumWaitDays} and {MaximumWaitDays}, inclusive");
        }

        var key = RequestedKey.Changeable(call, input.Text("KeyId")!);
        key.Deletion = call.Now.AddDays(days);
        return new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = EpochSeconds.Write(key.Deletion.Value),
            ["KeyState"] = key.State,
            ["PendingWindowInDays"] = days,
        };
    }

    private static bool Fits(string spec, string usage) => usage switch
    {
        EncryptUsage => spec is SymmetricSpec or "SM2" || spec.StartsWith("RSA_", StringComparison.Ordinal),
        "GENERATE_VERIFY_MAC" => spec.StartsWith("HMAC_", StringComparison.Ordinal),
        "KEY_AGREEMENT" => spec is "SM2" || spec.StartsWith("ECC_NIST_P", StringComparison.Ordinal),
        _ => spec != SymmetricSpec && !spec.StartsWith("HMAC_", StringComparison.Ordinal),
    };

    private static JsonObject Answer(KeyRecord key)
    {
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = key.OwnerAccountId,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = EpochSeconds.Write(key.Created),
            ["Enabled"] = key.State == "Enabled",
            ["Description"] = key.Description,
            ["KeyUsage"] = key.Usage,
            ["KeyState"] = key.State,
            ["Origin"] = KeyShapes.ManagedOrigin,
            ["KeyManager"] = key.IsAwsManaged ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = key.Spec,
            ["KeySpec"] = key.Spec,
            ["MultiRegion"] = false,
        };
        if (key.Spec == SymmetricSpec)
        {
            metadata["EncryptionAlgorithms"] = new JsonArray(SymmetricSpec);
        }

        if (key.Deletion is { } deletion)
        {
            metadata["DeletionDate"] = EpochSeconds.Write(deletion);
        }

        return new JsonObject { ["KeyMetadata"] = metadata };
    }
}
