using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Draws a pipeline as a Mermaid flowchart: a box per stage, the actions of one run order in parallel, a diamond for the conditions
/// at entry and success, and a dotted line to the result on failure.
/// </summary>
internal sealed class MermaidWriter
{
    private static readonly (string Open, string Close) s_action = ("[", "]");
    private static readonly (string Open, string Close) s_approval = ("{{", "}}");
    private static readonly (string Open, string Close) s_gate = ("{", "}");
    private static readonly (string Open, string Close) s_failure = ("(", ")");
    private readonly MermaidText _text = new();

    public static string Write(Pipeline pipeline)
    {
        var writer = new MermaidWriter();
        writer._text.Line($"%% {MermaidText.Label(pipeline.Name)}, {pipeline.PipelineType ?? "V2"}, {pipeline.ExecutionMode ?? "SUPERSEDED"}");
        IReadOnlyList<string> before = [];
        for (var i = 0; i < pipeline.Stages.Count; i++)
        {
            before = writer.Stage(pipeline, pipeline.Stages[i], i, before);
        }

        return writer._text.ToString();
    }

    private IReadOnlyList<string> Stage(Pipeline pipeline, PipelineStage stage, int index, IReadOnlyList<string> before)
    {
        var steps = stage.Actions.Select((action, i) => (Action: action, Id: $"s{index}a{i}")).GroupBy(entry => entry.Action.RunOrder ?? 1).OrderBy(step => step.Key).ToList();
        _text.Line($"subgraph stage{index}[\"{MermaidText.Label(stage.Name)}\"]");
        foreach (var (action, id) in steps.SelectMany(step => step))
        {
            _text.Node(id, action.ActionTypeId.Category == "Approval" ? s_approval : s_action, MermaidText.Label(action.Name), Describe(action));
        }

        var way = steps.ConvertAll(step => (IReadOnlyList<string>)step.Select(entry => entry.Id).ToList());
        if (Gate($"s{index}entry", "Before entry", stage.BeforeEntry?.Conditions) is { } entry)
        {
            way.Insert(0, [entry]);
        }

        var last = way.Count > 0 ? way[way.Count - 1] : before;
        if (Gate($"s{index}success", "On success", stage.OnSuccess?.Conditions) is { } success)
        {
            way.Add([success]);
        }

        for (var i = 1; i < way.Count; i++)
        {
            _text.Edge(way[i - 1], way[i]);
        }

        Failure(stage.OnFailure, index, last);
        _text.Line("end");
        if (index == 0)
        {
            Sources(pipeline, stage);
        }
        else if (way.Count > 0)
        {
            _text.Edge(before, way[0]);
        }

        return way.Count > 0 ? way[way.Count - 1] : before;
    }

    private string? Gate(string id, string when, IReadOnlyList<StageCondition>? conditions)
    {
        if (conditions is not { Count: > 0 })
        {
            return null;
        }

        _text.Node(id, s_gate, [when, .. Rules(conditions, "else ")]);
        return id;
    }

    private void Failure(StageFailureConditions? failure, int index, IReadOnlyList<string> last)
    {
        List<string> lines = [.. new[] { failure?.Result, failure?.RetryMode }.OfType<string>().Select(MermaidText.Label), .. Rules(failure?.Conditions ?? [], "then ")];
        if (lines.Count > 0)
        {
            _text.Node($"s{index}failure", s_failure, ["On failure", .. lines]);
            _text.Edge(last, [$"s{index}failure"], "-.->");
        }
    }

    // Before the entry and on success, the result takes effect if a rule fails; on failure, if all rules succeed.
    private static IEnumerable<string> Rules(IReadOnlyList<StageCondition> conditions, string before) => conditions.SelectMany(condition =>
        condition.Rules.Select(rule => $"{MermaidText.Label(rule.Name)}: {MermaidText.Label(rule.RuleTypeId.Provider)}")
            .Concat(condition.Result is { } result ? [before + MermaidText.Label(result)] : []));

    private void Sources(Pipeline pipeline, PipelineStage stage)
    {
        for (var i = 0; i < stage.Actions.Count; i++)
        {
            if (PipelineSource.Of(stage.Actions[i]) is not { } source)
            {
                continue;
            }

            var trigger = pipeline.Triggers.FirstOrDefault(t => t.SourceActionName == source.ActionName);
            var what = trigger is null ? $"push to {source.BranchName}" : string.Join("; ", (trigger.Push ?? []).Select(p => "push " + p).Concat((trigger.PullRequest ?? []).Select(p => "pull request " + p)));
            _text.Line($"repository{i}([\"{MermaidText.Label(source.FullRepositoryId ?? "repository")}\"]) -- \"{MermaidText.Label(what)}\" --> s0a{i}");
        }
    }

    private static string Describe(PipelineAction action) =>
        MermaidText.Label(action.ActionTypeId.Provider) + (action.Region is null ? string.Empty : " in " + MermaidText.Label(action.Region));
}
