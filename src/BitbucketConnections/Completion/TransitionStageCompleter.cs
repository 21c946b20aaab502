using System;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes the stages whose transition the command can change: enabled ones for Disable, and disabled ones for Enable. The state of a pipeline has no
/// outbound transitions, so with -TransitionType Outbound all stages are offered.
/// </summary>
internal sealed class TransitionStageCompleter : StageCompleter
{
    protected override bool CanUse(StageState stage, CompletionLine line) =>
        "Outbound".Equals(line.Text("TransitionType"), StringComparison.OrdinalIgnoreCase)
        || stage.InboundTransitionEnabled == line.Command.StartsWith("Disable-", StringComparison.OrdinalIgnoreCase);
}
