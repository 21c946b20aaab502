using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the patterns of tags or file paths that the triggers of the Region's pipelines have; the tooltip is the pipelines.</summary>
internal sealed class TriggerPatternCompleter : LiveCompleter<Pipeline>
{
    public TriggerPatternCompleter()
        : base(CompletionLists.Definitions)
    {
    }

    /// <summary>Gets the patterns for a parameter: those of the same kind, included or excluded.</summary>
    /// <param name="pipelines">The pipelines.</param>
    /// <param name="parameter">The parameter, such as <c>IncludeBranch</c>.</param>
    public static IEnumerable<Choice> Patterns(IEnumerable<Pipeline> pipelines, string parameter)
    {
        var isExclude = parameter.StartsWith("Exclude", StringComparison.OrdinalIgnoreCase);
        return from pipeline in pipelines
               from patterns in Filters(pipeline, parameter)
               from pattern in (isExclude ? patterns?.Excludes : patterns?.Includes) ?? []
               group pipeline.Name by pattern into pattern
               orderby pattern.Key
               select new Choice(pattern.Key, "trigger of " + string.Join(", ", pattern.Distinct(StringComparer.Ordinal)));
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Pipeline> items, CompletionLine line) => Patterns(items, line.Parameter);

    private static IEnumerable<TriggerPatterns?> Filters(Pipeline pipeline, string parameter)
    {
        var pushes = pipeline.Triggers.SelectMany(trigger => trigger.Push ?? []);
        var pulls = pipeline.Triggers.SelectMany(trigger => trigger.PullRequest ?? []);
        return parameter.EndsWith("Tag", StringComparison.OrdinalIgnoreCase) ? pushes.Select(filter => filter.Tags)
            : parameter.EndsWith("Path", StringComparison.OrdinalIgnoreCase) ? pushes.Select(filter => filter.FilePaths).Concat(pulls.Select(filter => filter.FilePaths))
            : pushes.Select(filter => filter.Branches).Concat(pulls.Select(filter => filter.Branches));
    }
}
