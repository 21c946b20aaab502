using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Replaces or removes the trigger of a source action, or lets its patterns follow a change of the branch.</summary>
internal static class TriggerEdit
{
    public static void Apply(PipelineDocument document, Pipeline before, PipelineChanges changes, List<Finding> findings)
    {
        var isReplaced = changes is not { Trigger: null, TriggerOf: null, ClearTrigger: false };
        if ((!isReplaced && changes.Branch is null) || new SourceEdit(changes, findings).Find(document) is not { } action)
        {
            return;
        }

        var (name, branch) = (PipelineDocument.NameOf(action), (string?)action["configuration"]?["BranchName"]);
        var triggers = (document.Json["triggers"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var place = triggers.FindIndex(trigger => PipelineDocument.SourceOf(trigger) == name);
        if (!isReplaced)
        {
            var old = PipelineSource.All(before.Stages).FirstOrDefault(source => source.ActionName == name)?.BranchName;
            if (place >= 0 && old is not null && branch is not null && old != branch && BranchFilter.Follow(triggers[place], old, branch) is { } warning)
            {
                findings.Add(warning);
            }

            return;
        }

        if (place >= 0)
        {
            triggers.RemoveAt(place);
        }

        if ((changes.Trigger ?? changes.TriggerOf?.Invoke(branch)) is { } wanted)
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
