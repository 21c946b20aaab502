using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes names of pipelines; the tooltip is type, version and age.</summary>
internal sealed class PipelineNameCompleter : LiveCompleter<PipelineSummary>
{
    public PipelineNameCompleter()
        : base(CompletionLists.Pipelines)
    {
    }

    /// <summary>Describes a pipeline.</summary>
    public static string Describe(PipelineSummary pipeline) =>
        $"{pipeline.PipelineType} version {pipeline.Version}{(Age.Of(pipeline.Updated) is { Length: > 0 } age ? ", updated " + age : string.Empty)}".TrimStart();

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PipelineSummary> items, CompletionLine line) => items.Select(pipeline => new Choice(pipeline.Name, Describe(pipeline)));
}
