using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>Completes the rules that ran in the pipeline on the command line, from the newest page of its rule executions; the tooltip is the stage.</summary>
internal sealed class RuleNameCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken) =>
        PipelineOf(bound) is not { } pipeline
            ? []
            : (await session.Executions.ListRulesAsync(pipeline, null, null, cancellationToken).ConfigureAwait(false)).Items
                .GroupBy(rule => rule.RuleName)
                .Select(rule => new KeyValuePair<string, string>(rule.Key, string.Join(", ", rule.Select(run => run.StageName).Distinct()))).ToList();
}
