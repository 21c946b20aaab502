using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes the branches that pipelines of the Region use: of the repository on the command line, or of the repositories of the pipeline on it, or all. A
/// parameter for patterns also gets the patterns of the triggers.
/// </summary>
internal sealed class BranchCompleter : LiveCompleter<Pipeline>
{
    public BranchCompleter()
        : base(CompletionLists.Definitions)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line)
    {
        var repository = line.Text("Repository");
        var pipeline = line.Pipeline?.PipelineName;
        var meant = repository is not null ? [repository]
            : items.Where(item => item.Name == pipeline).SelectMany(item => PipelineSource.All(item.Stages)).Select(source => source.FullRepositoryId).OfType<string>().ToArray();
        var fitting = items.Where(item => meant.Length == 0 || PipelineSource.All(item.Stages).Any(source => meant.Contains(source.FullRepositoryId, StringComparer.OrdinalIgnoreCase))).ToList();
        var branches =
            from item in fitting
            from source in PipelineSource.All(item.Stages)
            where !string.IsNullOrEmpty(source.BranchName) && (meant.Length == 0 || meant.Contains(source.FullRepositoryId, StringComparer.OrdinalIgnoreCase))
            group item.Name by source.BranchName into branch
            orderby branch.Key
            select new Choice(branch.Key, "used by " + string.Join(", ", branch.Distinct(StringComparer.Ordinal)));
        return line.Parameter.EndsWith("cludeBranch", StringComparison.OrdinalIgnoreCase) ? branches.Concat(TriggerPatternCompleter.Patterns(fitting, line.Parameter)) : branches;
    }
}
