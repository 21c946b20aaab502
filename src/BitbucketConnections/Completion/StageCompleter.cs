using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>
/// Base of the completers of stages of the pipeline on the command line; the tooltip is status and activity. A PARALLEL pipeline has a state for each
/// execution; the newest is shown.
/// </summary>
internal abstract class StageCompleter : PipelineCompleter<StageState>
{
    protected StageCompleter()
        : base(CompletionLists.Stages)
    {
    }

    /// <summary>Determines whether the command can act on a stage now.</summary>
    protected abstract bool CanUse(StageState stage, CompletionLine line);

    protected override IEnumerable<Choice> Choose(IReadOnlyList<StageState> items, CompletionLine line) =>
        items.GroupBy(stage => stage.StageName, StringComparer.Ordinal).Select(executions => executions.FirstOrDefault(stage => CanUse(stage, line))).OfType<StageState>()
            .Select(stage => new Choice(stage.StageName, Describe(stage)));

    private static string Describe(StageState stage) => string.Join(
        ", ",
        new[] { stage.Status ?? "not executed yet", stage.Activity, stage.InboundTransitionEnabled || stage.PipelineArn is null ? null : Disabled(stage) }.Where(part => part is not null));

    private static string Disabled(StageState stage) => "transition disabled" + (stage.InboundTransitionDisabledReason is { } reason ? ": " + reason : string.Empty);
}
