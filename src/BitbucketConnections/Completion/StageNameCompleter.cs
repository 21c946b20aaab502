namespace BitbucketConnections.Completion;

/// <summary>Completes all stages of the pipeline on the command line.</summary>
internal sealed class StageNameCompleter : StageCompleter
{
    protected override bool CanUse(StageState stage, CompletionLine line) => true;
}
