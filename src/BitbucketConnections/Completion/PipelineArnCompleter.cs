using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of pipelines, which are listed by name.</summary>
internal sealed class PipelineArnCompleter : LiveCompleter<KeyValuePair<string, PipelineSummary>>
{
    public PipelineArnCompleter()
        : base(CompletionLists.PipelineArns)
    {
    }

    /// <summary>Creates the choice of a pipeline.</summary>
    public static Choice Choice(KeyValuePair<string, PipelineSummary> pipeline) =>
        new(pipeline.Key, $"{pipeline.Value.Name} {PipelineNameCompleter.Describe(pipeline.Value)}, {pipeline.Key}", pipeline.Value.Name);

    protected override IEnumerable<Choice> Choose(IReadOnlyList<KeyValuePair<string, PipelineSummary>> items, CompletionLine line) => items.Select(Choice);
}
