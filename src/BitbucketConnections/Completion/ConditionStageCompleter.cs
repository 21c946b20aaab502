using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the stages with a condition that can be overridden: one that failed, or whose rules are in progress.</summary>
internal sealed class ConditionStageCompleter : StageCompleter
{
    protected override bool CanUse(StageState stage, CompletionLine line) =>
        new[] { stage.BeforeEntry, stage.OnSuccess }.Any(condition => condition is not null && (condition.IsFailed || condition.Status == "InProgress"));
}
