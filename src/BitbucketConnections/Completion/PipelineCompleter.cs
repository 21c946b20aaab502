namespace BitbucketConnections.Completion;

/// <summary>Base of the completers that read something of the pipeline on the command line.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal abstract class PipelineCompleter<T> : LiveCompleter<T>
{
    protected PipelineCompleter(CompletionList<T> list)
        : base(list)
    {
    }

    protected override string? Target(CompletionLine line) => line.Pipeline?.PipelineName;
}
