using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the operations on action types. They are those of the catalog; accounts have no types of their own.</summary>
internal static class ActionTypeOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("ListActionTypes", PipelineShapes.ListActionTypes, List),
        new("GetActionType", PipelineShapes.GetActionType, Get),
    ];

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        // All types are on one page, so no token is valid.
        if (input.Text("nextToken") is { } token)
        {
            throw PipelinePageTokens.Invalid(token);
        }

        var owner = input.Text("actionOwnerFilter");
        var region = input.Text("regionFilter") ?? call.Region;
        var types = ActionCatalog.All.Where(type => (owner is null || type.Owner == owner) && IsAvailable(type, region));
        return new JsonObject { ["actionTypes"] = new JsonArray([.. types.Select(type => ActionTypeJson.Summary(type, region))]) };
    }

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var type = ActionCatalog.Find(input.Text("category")!, input.Text("owner")!, input.Text("provider")!, input.Text("version")!);
        return type is not null && IsAvailable(type, call.Region)
            ? new JsonObject { ["actionType"] = ActionTypeJson.Declaration(type, call.Region) }
            : throw new AwsErrorException("ActionTypeNotFoundException", "The specified action type cannot be found.");
    }

    private static bool IsAvailable(ActionTypeFacts type, string region) => !type.UnavailableRegions.Contains(region);
}
