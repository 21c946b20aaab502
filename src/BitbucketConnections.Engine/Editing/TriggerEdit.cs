using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Replaces or removes the trigger of a source action.</summary>
internal static class TriggerEdit
{
    public static void Apply(PipelineDocument document, PipelineChanges changes, List<Finding> findings)
    {
        if (changes is { Trigger: null, ClearTrigger: false } || new SourceEdit(changes, findings).Find(document) is not { } action)
        {
            return;
        }

        var name = PipelineDocument.NameOf(action);
        var triggers = (document.Json["triggers"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var place = triggers.FindIndex(trigger => PipelineDocument.SourceOf(trigger) == name);
        if (place >= 0)
        {
            triggers.RemoveAt(place);
        }

        if (changes.Trigger is { } wanted)
        {
            triggers.Insert(place < 0 ? triggers.Count : place, PipelineDocument.Trigger(Pipelines.TriggerFilters.For(name, wanted)));
        }

        // An empty list is written, because AWS keeps the existing triggers if the list is omitted.
        document.Json["triggers"] = new JsonArray([.. triggers.Select(trigger => trigger.DeepClone())]);
    }

    /// <summary>Determines whether a source action has a trigger with filters.</summary>
    public static bool HasFilters(PipelineDocument document, string action) => (document.Json["triggers"] as JsonArray ?? []).OfType<JsonObject>()
        .Any(trigger => PipelineDocument.SourceOf(trigger) == action && (trigger["gitConfiguration"]?["push"] ?? trigger["gitConfiguration"]?["pullRequest"]) is JsonArray { Count: > 0 });
}
