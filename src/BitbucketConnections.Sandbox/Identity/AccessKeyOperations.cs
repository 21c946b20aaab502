using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the access keys of users. Only the answer of CreateAccessKey contains a secret.</summary>
internal static class AccessKeyOperations
{
    /// <summary>The maximum number of access keys of a user. IAM quota, fixed.</summary>
    public const int Quota = 2;

    private const string Active = "Active";

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreateAccessKey", UserShapes.Own, Create),
        new("ListAccessKeys", UserShapes.ListKeys, List),
        new("DeleteAccessKey", UserShapes.DeleteKey, Delete),
    ];

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var user = RequestedUser.Find(call, input);
        var store = call.State.Part<AccessKeyStore>();
        if (store.Of(user.Caller).Count >= Quota)
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for AccessKeysPerUser: {Quota}");
        }

        var key = store.Create(call.AccountId, user.Caller, call.Now);
        return
        [
            Element(
                "AccessKey",
                Element("UserName", user.Name),
                Element("AccessKeyId", key.Id),
                Element("Status", Active),
                Element("SecretAccessKey", key.Secret),
                Element("CreateDate", Iso8601.Write(key.Created))),
        ];
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var user = RequestedUser.Find(call, input);
        return IamListPage.Write(call, input, "AccessKeyMetadata", call.State.Part<AccessKeyStore>().Of(user.Caller), key => key.Id, key => Element(
            "member",
            Element("UserName", user.Name),
            Element("AccessKeyId", key.Id),
            Element("Status", Active),
            Element("CreateDate", Iso8601.Write(key.Created))));
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        var user = RequestedUser.Find(call, input);
        var id = input.Text("AccessKeyId")!;
        var store = call.State.Part<AccessKeyStore>();
        store.Remove(store.Of(user.Caller).FirstOrDefault(key => key.Id == id)
            ?? throw new AwsErrorException("NoSuchEntity", $"The Access Key with id {id} cannot be found.", 404));
        return null;
    }
}
