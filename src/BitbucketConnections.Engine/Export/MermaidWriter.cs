using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Engine.Export;

/// <summary>Draws a pipeline as a Mermaid flowchart: a box a stage, the actions of one run order side by side.</summary>
internal sealed class MermaidWriter
{
    private readonly StringBuilder _text = new("flowchart LR\n");

    public static string Write(Pipeline pipeline)
    {
        var writer = new MermaidWriter();
        writer.Title(pipeline);
        var before = new List<string>();
        for (var i = 0; i < pipeline.Stages.Count; i++)
        {
            before = writer.Stage(pipeline, pipeline.Stages[i], i, before);
        }

        return writer._text.ToString();
    }

    private void Title(Pipeline pipeline) =>
        _text.Append("  %% ").Append(Label(pipeline.Name)).Append(", ").Append(pipeline.PipelineType ?? "V2").Append(", ").Append(pipeline.ExecutionMode ?? "SUPERSEDED").Append('\n');

    private List<string> Stage(Pipeline pipeline, PipelineStage stage, int index, List<string> before)
    {
        _text.Append("  subgraph stage").Append(index).Append("[\"").Append(Label(stage.Name)).Append("\"]\n");
        var steps = stage.Actions.Select((action, i) => (Action: action, Id: $"s{index}a{i}")).GroupBy(entry => entry.Action.RunOrder ?? 1).OrderBy(step => step.Key).ToList();
        foreach (var (action, id) in steps.SelectMany(step => step))
        {
            _text.Append("    ").Append(id).Append(action.ActionTypeId.Category == "Approval" ? "{{\"" : "[\"").Append(Describe(action))
                .Append(action.ActionTypeId.Category == "Approval" ? "\"}}\n" : "\"]\n");
        }

        Edges(steps.ConvertAll(step => step.Select(entry => entry.Id).ToList()));
        _text.Append("  end\n");
        if (index == 0)
        {
            Sources(pipeline, stage);
        }
        else
        {
            Edge(before, steps.Count > 0 ? steps[0].Select(entry => entry.Id) : []);
        }

        return steps.Count > 0 ? steps[steps.Count - 1].Select(entry => entry.Id).ToList() : before;
    }

    private void Edges(List<List<string>> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            _text.Append("  ");
            Edge(steps[i - 1], steps[i]);
        }
    }

    // All of one side lead to all of the other; Mermaid has a form for that.
    private void Edge(IEnumerable<string> from, IEnumerable<string> to)
    {
        var (one, other) = (string.Join(" & ", from), string.Join(" & ", to));
        if (one.Length > 0 && other.Length > 0)
        {
            _text.Append("  ").Append(one).Append(" --> ").Append(other).Append('\n');
        }
    }

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
            _text.Append("  repository").Append(i).Append("([\"").Append(Label(source.FullRepositoryId ?? "repository")).Append("\"]) -- \"")
                .Append(Label(what)).Append("\" --> s0a").Append(i).Append('\n');
        }
    }

    private static string Describe(PipelineAction action) => Label(action.Name) + "<br/>" + Label(action.ActionTypeId.Provider) + (action.Region is null ? string.Empty : " in " + Label(action.Region));

    // Mermaid's own form of characters that would end a label or start markup.
    private static string Label(string text)
    {
        var label = new StringBuilder();
        foreach (var c in text)
        {
            label.Append(char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or ',' or ':' ? c.ToString() : $"#{(int)c};");
        }

        return label.ToString();
    }
}
