using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the rules that ran in the pipeline on the command line, from the newest page of its rule executions; the tooltip is the stage.</summary>
internal sealed class RuleNameCompleter : PipelineCompleter<RuleExecution>
{
    public RuleNameCompleter()
        : base(CompletionLists.Rules)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<RuleExecution> items, CompletionLine line) =>
        items.Where(rule => (line.StageName ?? rule.StageName) == rule.StageName).GroupBy(rule => rule.RuleName)
            .Select(rule => new Choice(rule.Key, string.Join(", ", rule.Select(run => run.StageName).Distinct())));
}
