using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the source actions, combinations and numbers of triggers (CodePipeline trigger reference and quotas).</summary>
internal sealed class TriggerRules : IPipelineRule
{
    private static readonly string[] s_events = ["OPEN", "UPDATED", "CLOSED"];

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        if (pipeline.Triggers.Count > 50)
        {
            yield return new Finding("TooManyTriggers", $"The pipeline has {pipeline.Triggers.Count} triggers. The maximum is 50 (CodePipeline quota).", "Triggers");
        }

        var sources = new HashSet<string>(PipelineSource.All(pipeline.Stages).Select(s => s.ActionName), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pipeline.Triggers.Count; i++)
        {
            var trigger = pipeline.Triggers[i];
            var path = $"Triggers[{i}]";
            if (trigger.ProviderType != PipelineSource.Provider)
            {
                yield return new Finding(
                    "InvalidTriggerProvider", $"The trigger has the provider '{trigger.ProviderType}'. AWS accepts only {PipelineSource.Provider}.", path + ".ProviderType");
            }

            if (!sources.Contains(trigger.SourceActionName))
            {
                yield return new Finding(
                    "TriggerSourceNotFound", $"The trigger specifies the action '{trigger.SourceActionName}', which is not a source action with a connection in this pipeline.", path);
            }
            else if (!seen.Add(trigger.SourceActionName))
            {
                yield return new Finding("DuplicateTrigger", $"The source action '{trigger.SourceActionName}' has more than one trigger. Put all filters in one trigger.", path);
            }

            foreach (var finding in Filters(trigger, path))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Filters(PipelineTrigger trigger, string path)
    {
        var push = trigger.Push ?? [];
        var requests = trigger.PullRequest ?? [];
        if (push.Count > 3 || requests.Count > 3)
        {
            yield return new Finding("TooManyTriggerFilters", $"The trigger has {push.Count} push and {requests.Count} pull request filters. The maximum is 3 of each.", path);
        }

        foreach (var filter in push)
        {
            var hasTags = filter.Tags is not null;
            var hasBranches = filter.Branches is not null || filter.FilePaths is not null;
            if (hasTags == hasBranches || (filter.FilePaths is not null && filter.Branches is null))
            {
                yield return new Finding(
                    "InvalidTriggerFilter", "A push filter can have tags, branches, or branches and file paths. Put tags and branches into separate filters.", path + ".Push");
            }

            foreach (var finding in Patterns(filter.Tags, path).Concat(Patterns(filter.Branches, path)).Concat(Patterns(filter.FilePaths, path)))
            {
                yield return finding;
            }

            foreach (var finding in Useless(filter.Tags, filter.Branches, filter.FilePaths, path + ".Push"))
            {
                yield return finding;
            }
        }

        foreach (var filter in requests)
        {
            if (filter.Branches is null)
            {
                yield return new Finding("InvalidTriggerFilter", "A pull request filter must have branches, or branches and file paths. Specify the target branches.", path + ".PullRequest");
            }

            foreach (var unknown in (filter.Events ?? []).Where(e => !s_events.Contains(e)))
            {
                yield return new Finding("InvalidTriggerEvent", $"The pull request event '{unknown}' is not valid. Use OPEN, UPDATED or CLOSED.", path + ".PullRequest");
            }

            foreach (var finding in Patterns(filter.Branches, path).Concat(Patterns(filter.FilePaths, path)))
            {
                yield return finding;
            }

            foreach (var finding in Useless(null, filter.Branches, filter.FilePaths, path + ".PullRequest"))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Useless(TriggerPatterns? tags, TriggerPatterns? branches, TriggerPatterns? files, string path) =>
        TriggerPatternRules.Tags(tags, path).Concat(TriggerPatternRules.Branches(branches, path)).Concat(TriggerPatternRules.Paths(files, path));

    private static IEnumerable<Finding> Patterns(TriggerPatterns? patterns, string path)
    {
        if (patterns is null)
        {
            yield break;
        }

        if (patterns.Includes is not { Count: > 0 } && patterns.Excludes is not { Count: > 0 })
        {
            yield return new Finding("InvalidTriggerFilter", "A filter has no includes and no excludes. Specify at least one pattern.", path);
        }

        foreach (var list in new[] { patterns.Includes, patterns.Excludes })
        {
            if (list is { Count: > 8 } || list?.Any(pattern => pattern.Length is 0 or > 255) == true)
            {
                yield return new Finding("InvalidTriggerPattern", $"A filter has {list!.Count} patterns. AWS accepts up to 8, of 1 to 255 characters each.", path);
            }
        }
    }
}
