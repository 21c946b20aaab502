using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the source actions, combinations and numbers of triggers (CodePipeline trigger reference and quotas).</summary>
internal sealed class TriggerRules : IPipelineRule
{
    private static readonly string[] s_events = ["OPEN", "UPDATED", "CLOSED"];

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        if (pipeline.Triggers.Count > PipelineQuotas.MaximumTriggers)
        {
            yield return new Finding("TooManyTriggers", $"The pipeline has {pipeline.Triggers.Count} triggers. The maximum is {PipelineQuotas.MaximumTriggers} (CodePipeline quota).", "Triggers");
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

        foreach (var finding in push.SelectMany((filter, i) => Push(filter, $"{path}.Push[{i}]")).Concat(requests.SelectMany((filter, i) => Request(filter, $"{path}.PullRequest[{i}]"))))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Push(TriggerPushFilter filter, string path)
    {
        if (Misfit(filter) is { } misfit)
        {
            yield return new Finding("InvalidTriggerFilter", misfit, path);
        }

        foreach (var finding in Lists(filter.Tags, filter.Branches, filter.FilePaths, path))
        {
            yield return finding;
        }
    }

    private static string? Misfit(TriggerPushFilter filter) => (filter.Tags, filter.Branches, filter.FilePaths) switch
    {
        (null, null, null) => "A push filter has no tags and no branches. Add tags, branches, or branches and file paths.",
        (null, null, _) => "A push filter has file paths but no branches. Add branches to the filter, for example the branch of the source action.",
        (not null, null, not null) => "A push filter has tags and file paths. AWS does not compare file paths for tags. Omit the file paths, or replace the tags with branches.",
        (not null, not null, _) => "A push filter has tags and branches. Put the tags and the branches into separate filters.",
        _ => null,
    };

    private static IEnumerable<Finding> Request(TriggerPullRequestFilter filter, string path)
    {
        if (filter.Branches is null)
        {
            yield return new Finding("InvalidTriggerFilter", "A pull request filter must have branches, or branches and file paths. Specify the target branches.", path);
        }

        for (var i = 0; i < (filter.Events?.Count ?? 0); i++)
        {
            if (!s_events.Contains(filter.Events![i]))
            {
                yield return new Finding("InvalidTriggerEvent", $"The pull request event '{filter.Events[i]}' is not valid. Use OPEN, UPDATED or CLOSED.", $"{path}.Events[{i}]");
            }
        }

        foreach (var finding in Lists(null, filter.Branches, filter.FilePaths, path))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Lists(TriggerPatterns? tags, TriggerPatterns? branches, TriggerPatterns? files, string path) =>
        Patterns(tags, path + ".Tags").Concat(Patterns(branches, path + ".Branches")).Concat(Patterns(files, path + ".FilePaths"))
            .Concat(TriggerPatternRules.Tags(tags, path + ".Tags")).Concat(TriggerPatternRules.Branches(branches, path + ".Branches")).Concat(TriggerPatternRules.Paths(files, path + ".FilePaths"));

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

        foreach (var (list, name) in new[] { (patterns.Includes, ".Includes"), (patterns.Excludes, ".Excludes") })
        {
            if (list is { Count: > 8 } || list?.Any(pattern => pattern.Length is 0 or > 255) == true)
            {
                yield return new Finding("InvalidTriggerPattern", $"A filter has {list!.Count} patterns. AWS accepts up to 8, of 1 to 255 characters each.", path + name);
            }
        }
    }
}
