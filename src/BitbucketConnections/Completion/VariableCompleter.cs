using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes the variables of the pipeline on the command line, as a hashtable with their defaults: all of them together, and each.</summary>
internal sealed class VariableCompleter : PipelineCompleter<Pipeline>
{
    public VariableCompleter()
        : base(CompletionLists.Definition)
    {
    }

    protected override string? Target(CompletionLine line) => line.Text("InvokedPipeline") ?? base.Target(line);

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line)
    {
        var variables = items.SelectMany(pipeline => pipeline.Variables).ToList();
        if (variables.Count > 1)
        {
            yield return Choice(variables, "(all variables)", string.Join(", ", variables));
        }

        foreach (var variable in variables)
        {
            yield return Choice([variable], variable.Name, variable.Description ?? $"default: {variable.DefaultValue ?? "none"}");
        }
    }

    private static Choice Choice(IEnumerable<PipelineVariable> variables, string listed, string tip) =>
        new($"@{{ {string.Join("; ", variables.Select(variable => $"{variable.Name} = '{CodeGeneration.EscapeSingleQuotedStringContent(variable.DefaultValue ?? string.Empty)}'"))} }}", tip, listed, IsExpression: true);
}
