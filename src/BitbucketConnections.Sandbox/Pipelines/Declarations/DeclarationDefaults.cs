using System;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>Adds the values that CodePipeline adds to an accepted declaration.</summary>
internal static class DeclarationDefaults
{
    /// <summary>Creates the declaration to store.</summary>
    /// <param name="declaration">The declaration as sent.</param>
    /// <param name="version">The new version. The version in the request is ignored.</param>
    /// <returns>A copy with run orders, artifact lists, sorted configurations without secrets, mode, type and version.</returns>
    public static PipelineDeclaration Fill(PipelineDeclaration declaration, int version)
    {
        var json = declaration.Json.DeepClone().AsObject();
        foreach (var action in json.Objects("stages").SelectMany(stage => stage.Objects("actions")))
        {
            action["actionTypeId"] = Typed(action["actionTypeId"]!.AsObject());
            action["runOrder"] ??= 1;
            action["inputArtifacts"] ??= new JsonArray();
            action["outputArtifacts"] ??= new JsonArray();
            if (action["configuration"] is JsonObject configuration)
            {
                action["configuration"] = Sorted(configuration, Type(action));
            }
        }

        json["version"] = version;
        json["executionMode"] ??= declaration.ExecutionMode;
        json["pipelineType"] ??= declaration.PipelineType;
        return new PipelineDeclaration(json);
    }

    // AWS returns the name of the type in the object, and accepts it.
    private static JsonObject Typed(JsonObject actionType)
    {
        var typed = new JsonObject { ["__type"] = "ActionTypeId" };
        foreach (var member in actionType.Where(member => member.Key != "__type").ToList())
        {
            typed[member.Key] = member.Value?.DeepClone();
        }

        return typed;
    }

    private static ActionTypeFacts? Type(JsonObject action)
    {
        var declared = new DeclaredAction(action);
        return ActionCatalog.Find(declared.Category, declared.Owner, declared.Provider, declared.Version);
    }

    private static JsonObject Sorted(JsonObject map, ActionTypeFacts? type)
    {
        var sorted = new JsonObject();
        foreach (var entry in map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList())
        {
            // AWS never returns a secret, and no execution here needs one.
            sorted[entry.Key] = type?.FindKey(entry.Key)?.IsSecret == true ? HiddenSecret.Text : entry.Value?.DeepClone();
        }

        return sorted;
    }
}
