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
    private const string Origin = "AWS_KMS";
    private const string OldSpec = "CustomerMasterKeySpec";
    private const int DefaultPageSize = 100;
    private const int MinimumWaitDays = 7;
    private const int MaximumWaitDays = 30;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("CreateKey", KeyShapes.Create, Create),
        new("ListKeys", KeyShapes.List, List),
        new("DescribeKey", KeyShapes.Describe, Describe),
        new("EnableKey", KeyShapes.ByKey, (call, input) => Enable(call, input, true)),
        new("DisableKey", KeyShapes.ByKey, (call, input) => Enable(call, input, false)),
        new("ScheduleKeyDeletion", KeyShapes.Delete, ScheduleDeletion),
    ];

    /// <summary>Gets the spec of a key to create.</summary>
    /// <param name="input">The input of CreateKey.</param>
    /// <returns>The spec, also by its older name.</returns>
    public static string SpecOf(JsonObject input) => input.Text("KeySpec") ?? input.Text(OldSpec) ?? KeySpecs.Symmetric;

    private static JsonObject Describe(ServiceCall call, JsonObject input) => input.Texts("GrantTokens").Any()
        ? throw new AwsErrorException("InvalidGrantTokenException", "The sandbox has no grants, so no grant token is valid.")
        : Answer(RequestedKey.ByAnyName(call, input.Text("KeyId")!));

    private static JsonObject Create(ServiceCall call, JsonObject input)
    {
        if (input.ContainsKey("KeySpec") && input.ContainsKey(OldSpec))
        {
            throw new AwsErrorException("ValidationException", "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
        }

        if ((input.Text("Origin") ?? Origin) != Origin || input.ContainsKey("CustomKeyStoreId") || input.ContainsKey("XksKeyId"))
        {
            throw new AwsErrorException("UnsupportedOperationException", $"The sandbox has only keys of the origin {Origin}: Origin, CustomKeyStoreId and XksKeyId can't be used.");
        }

        var spec = SpecOf(input);
        var usage = input.Text("KeyUsage") ?? KeySpecs.Encrypt;
        if (!input.ContainsKey("KeyUsage") && spec != KeySpecs.Symmetric)
        {
            throw new AwsErrorException("ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        }

        if (!KeySpecs.Allows(spec, usage))
        {
            throw new AwsErrorException("ValidationException", $"KeyUsage {usage} is not compatible with KeySpec {spec}");
        }

        var isMultiRegion = input["MultiRegion"]?.GetValue<bool>() == true;
        var id = isMultiRegion ? RequestedKey.MultiRegionPrefix + Guid.NewGuid().ToString("N") : Guid.NewGuid().ToString("D");
        var key = new KeyRecord
        {
            Id = id,
            Arn = RequestedKey.ArnOf(call, "key/" + id),
            OwnerAccountId = call.AccountId,
            Created = call.Now,
            Spec = spec,
            Usage = usage,
            Region = call.Region,
            IsMultiRegion = isMultiRegion,
            MaterialId = KeySpecs.MaterialOf(spec, id),
            Description = input.Text("Description") ?? string.Empty,
            Policy = input.Text("Policy") is { } policy ? KeyPolicy.Given(call, input, policy) : KeyPolicy.Default(call.State, call.Partition, call.AccountId),
        };
        foreach (var tag in input.Objects("Tags"))
        {
            key.Tags.Set(tag.Text("TagKey")!, tag.Text("TagValue")!);
        }

        call.RegionState.Part<KeyStore>().Keys.Add(id, key);
        return Answer(key);
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
            ["Origin"] = Origin,
            ["KeyManager"] = key.IsAwsManaged ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = key.Spec,
            ["KeySpec"] = key.Spec,
            ["MultiRegion"] = key.IsMultiRegion,
        };
        var (member, algorithms) = KeySpecs.Algorithms(key.Spec, key.Usage);
        metadata[member] = new JsonArray([.. algorithms.Select(name => (JsonNode)name)]);
        if (key.MaterialId is { } material)
        {
            metadata["CurrentKeyMaterialId"] = material;
        }

        if (key.IsMultiRegion)
        {
            metadata["MultiRegionConfiguration"] = new JsonObject
            {
                ["MultiRegionKeyType"] = "PRIMARY",
                ["PrimaryKey"] = new JsonObject { ["Arn"] = key.Arn, ["Region"] = key.Region },
                ["ReplicaKeys"] = new JsonArray(),
            };
        }

        if (key.Deletion is { } deletion)
        {
            metadata["DeletionDate"] = EpochSeconds.Write(deletion);
        }

        return new JsonObject { ["KeyMetadata"] = metadata };
    }
}
