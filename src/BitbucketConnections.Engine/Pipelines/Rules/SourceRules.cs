using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Finds sources that are valid for AWS but do not what their writer expects: two that a push starts, and repositories that are placeholders.</summary>
internal sealed class SourceRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var sources = PlacedAction.All(pipeline).Select(placed => (placed.Path, Source: PipelineSource.Of(placed.Action)!)).Where(placed => placed.Source is not null).ToList();
        foreach (var (path, source) in sources.Where(placed => IsPlaceholder(placed.Source.FullRepositoryId)))
        {
            yield return new Finding(
                "RepositoryPlaceholder",
                $"The repository '{source.FullRepositoryId}' of the source action '{source.ActionName}' looks like a placeholder. Specify workspace/repository as in the URL of the repository.",
                path + ".Configuration['FullRepositoryId']") { IsWarning = true };
        }

        // With a trigger, its filters decide.
        var byTrigger = new HashSet<string>(pipeline.Triggers.Select(trigger => trigger.SourceActionName), StringComparer.Ordinal);
        foreach (var same in sources.Where(placed => placed.Source.DetectsChanges && !byTrigger.Contains(placed.Source.ActionName) && placed.Source.FullRepositoryId is not null && placed.Source.BranchName is not null)
            .GroupBy(placed => $"{placed.Source.FullRepositoryId!.ToUpperInvariant()} {placed.Source.BranchName}", StringComparer.Ordinal).Select(group => group.ToList()).Where(group => group.Count > 1))
        {
            yield return new Finding(
                "RepositoryDetectedTwice",
                $"The source actions {string.Join(" and ", same.Select(placed => $"'{placed.Source.ActionName}'"))} detect changes of the same branch '{same[0].Source.BranchName}' of '{same[0].Source.FullRepositoryId}', so a push can start several executions. "
                + "Set DetectChanges to false for all but one of them.",
                same[same.Count - 1].Path + ".Configuration['DetectChanges']") { IsWarning = true };
        }
    }

    // Bitbucket uses lower case in the ids of workspaces and repositories.
    private static bool IsPlaceholder(string? repository) => repository is not null && !repository.Any(c => c == '#')
        && (repository.Any(c => c == '<') || (repository.Any(char.IsLetter) && repository.Where(char.IsLetter).All(char.IsUpper) && repository.Length > 3));
}
