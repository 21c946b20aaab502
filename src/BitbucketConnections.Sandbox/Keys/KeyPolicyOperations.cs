using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>Handles key policies. They apply to the roles of pipelines and builds.</summary>
internal static class KeyPolicyOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("GetKeyPolicy", KeyShapes.GetPolicy, Get),
        new("PutKeyPolicy", KeyShapes.PutPolicy, Put),
    ];

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var key = RequestedKey.ByIdOrArn(call, input.Text("KeyId")!);
        CheckName(input);
        return new JsonObject { ["Policy"] = key.Policy.Document, ["PolicyName"] = KeyPolicy.Name };
    }

    private static JsonObject? Put(ServiceCall call, JsonObject input)
    {
        var key = RequestedKey.Changeable(call, input.Text("KeyId")!);
        CheckName(input);
        key.Policy = KeyPolicy.Given(call, input, input.Text("Policy")!);
        return null;
    }

    private static void CheckName(JsonObject input)
    {
        if (input.Text("PolicyName") is { } name && name != KeyPolicy.Name)
        {
            throw new AwsErrorException("NotFoundException", "No such policy exists");
        }
    }
}
