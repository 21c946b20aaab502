using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Adds, replaces, removes and moves stages. Artifacts of new stages are connected as in a new pipeline.</summary>
internal sealed class StageEdits
{
    private readonly List<Finding> _findings;
    private readonly List<Entry> _stages;

    private StageEdits(PipelineDocument document, Pipeline before, List<Finding> findings)
    {
        _findings = findings;
        _stages = document.StageObjects.Zip(before.Stages, (json, stage) => new Entry(stage, json)).ToList();
    }

    public static void Apply(PipelineDocument document, Pipeline before, PipelineChanges changes, List<Finding> findings)
    {
        if (changes.Stages is null && changes.StageChanges.Count == 0)
        {
            return;
        }

        var edits = new StageEdits(document, before, findings);
        if (changes.Stages is { } all)
        {
            edits._stages.RemoveRange(1, edits._stages.Count - 1);
            edits._stages.AddRange(all.Select(stage => new Entry(stage, null)));
        }

        foreach (var change in changes.StageChanges)
        {
            edits.Apply(change);
        }

        document.Json["stages"] = edits.Write();
    }

    private void Apply(StageChange change)
    {
        var place = _stages.FindIndex(entry => entry.Stage.Name == change.StageName);
        if (change.Kind == StageChangeKind.Add)
        {
            Insert(new Entry(change.Stage!, null), change);
            return;
        }

        if (place < 0)
        {
            NotFound(change.StageName);
        }
        else if (change.Kind == StageChangeKind.Replace)
        {
            _stages[place] = new Entry(change.Stage!, null);
        }
        else if (place == 0)
        {
            _findings.Add(new Finding(
                "SourceStageFixed", $"The stage '{change.StageName}' contains the source actions and must be the first stage (CodePipeline pipeline structure). It can't be removed or moved."));
        }
        else
        {
            var entry = _stages[place];
            _stages.RemoveAt(place);
            if (change.Kind == StageChangeKind.Move)
            {
                Insert(entry, change);
            }
        }
    }

    private void Insert(Entry entry, StageChange change)
    {
        var anchor = change.After ?? change.Before;
        var place = anchor is null ? _stages.Count - 1 : _stages.FindIndex(e => e.Stage.Name == anchor);
        if (place < 0)
        {
            NotFound(anchor!);
        }
        else if (change.Before is not null && place == 0)
        {
            _findings.Add(new Finding("SourceStageFixed", $"No stage can come before '{anchor}', which contains the source actions (CodePipeline pipeline structure)."));
        }
        else
        {
            _stages.Insert(change.Before is null ? place + 1 : place, entry);
        }
    }

    private void NotFound(string name) => _findings.Add(new Finding(
        "StageNotFound", $"There is no stage '{name}'. Its stages: {string.Join(", ", _stages.Select(entry => entry.Stage.Name))}."));

    // The JSON of existing stages is unchanged.
    private JsonArray Write()
    {
        var wired = ArtifactWiring.Wire(_stages.Select((entry, s) => entry.Json is null ? SourceValues.Of(entry.Stage, s, _findings) : entry.Stage).ToList());
        return new JsonArray([.. _stages.Select((entry, i) => entry.Json?.DeepClone() ?? PipelineDocument.Stage(wired[i]))]);
    }

    private sealed record Entry(PipelineStage Stage, JsonObject? Json);
}
