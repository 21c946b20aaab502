using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the rules in the definition of the pipeline on the command line; the tooltip is stage and type.</summary>
internal sealed class DefinedRuleCompleter : PipelineCompleter<Pipeline>
{
    public DefinedRuleCompleter()
        : base(CompletionLists.Definition)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) =>
        from stage in items.SelectMany(pipeline => pipeline.Stages)
        where (line.StageName ?? stage.Name) == stage.Name
        from condition in new[] { stage.BeforeEntry?.Conditions, stage.OnSuccess?.Conditions, stage.OnFailure?.Conditions }.SelectMany(conditions => conditions ?? [])
        from rule in condition.Rules
        select new Choice(rule.Name, $"{stage.Name}, {rule.RuleTypeId.Provider}");
}
