using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The rights that the operations of KMS need: by the policies of the caller, and the policy of the key.</summary>
internal static class KeyRights
{
    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "CreateKey", Create },
        { "DescribeKey", OnKey },
        { "EnableKey", OnKey },
        { "DisableKey", OnKey },
        { "ScheduleKeyDeletion", OnKey },
        { "GetKeyPolicy", OnKey },
        { "PutKeyPolicy", OnKey },
        { "CreateAlias", CreateAlias },
        { "ListKeys", (_, _) => [new CallerRight("kms:ListKeys", "*")] },
        { "ListAliases", (_, _) => [new CallerRight("kms:ListAliases", "*")] },
    };

    private static IEnumerable<CallerRight> Create(ServiceCall call, JsonObject input)
    {
        var tags = input.Objects("Tags").Select(tag => new KeyValuePair<string, string>(tag.Text("TagKey")!, tag.Text("TagValue")!)).ToList();
        yield return new CallerRight("kms:CreateKey", "*").With("kms:KeySpec", KeyOperations.SpecOf(input)).WithRequestTags(tags);
        if (tags.Count > 0)
        {
            yield return new CallerRight("kms:TagResource", "*").WithRequestTags(tags);
        }
    }

    private static IEnumerable<CallerRight> OnKey(ServiceCall call, JsonObject input) => [OnKey(call, input.Text("KeyId")!)];

    // The alias is covered by the policies of the caller, the key also by its own policy.
    private static IEnumerable<CallerRight> CreateAlias(ServiceCall call, JsonObject input) =>
    [
        new CallerRight("kms:CreateAlias", RequestedKey.ArnOf(call, input.Text("AliasName")!)),
        OnKey(call, input.Text("TargetKeyId")!),
    ];

    private static CallerRight OnKey(ServiceCall call, string id)
    {
        AwsManagedKeys.Ensure(call, id);
        var key = KeyDirectory.Find(call.State, id, call.AccountId, call.Region);
        var action = "kms:" + call.Operation;
        return key is null
            ? new CallerRight(action, ArnOf(call, id)) { ResourceAccountId = Arn.TryParse(id, out var arn) ? arn.AccountId : null }
            : new CallerRight(action, key.Arn) { ResourceAccountId = key.OwnerAccountId, ResourcePolicy = key.Policy.Policy, IsResourcePolicyRequired = true }
                .With("kms:CallerAccount", call.AccountId)
                .With("kms:RequestAlias", id.StartsWith(RequestedKey.AliasPrefix, StringComparison.Ordinal) ? id : null)
                .WithList("kms:ResourceAliases", KeyDirectory.AliasesOf(call.State, key));
    }

    private static string ArnOf(ServiceCall call, string id) =>
        id.StartsWith("arn:", StringComparison.Ordinal) ? id
        : RequestedKey.ArnOf(call, id.StartsWith(RequestedKey.AliasPrefix, StringComparison.Ordinal) ? id : "key/" + id);
}
