using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the stages that can be retried: those that failed or were stopped. A rejected stage is in progress for some seconds more.</summary>
internal sealed class RetryStageCompleter : StageCompleter
{
    protected override bool CanUse(StageState stage, CompletionLine line) =>
        stage.Status is "Failed" or "Stopped" || (stage.Status == "InProgress" && stage.Actions.Any(action => action.Status == "Failed"));
}
