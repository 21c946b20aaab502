using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Determines whether an event starts a pipeline, by the rules on CodePipeline's trigger and filter pages. Makes no AWS calls.</summary>
public static class TriggerEvaluator
{
    /// <summary>Evaluates an event for each connection source action of its repository, or for all if the event has no repository.</summary>
    /// <param name="pipeline">The pipeline or definition.</param>
    /// <param name="repositoryEvent">The event.</param>
    /// <returns>One decision for each source action; empty if the pipeline has no source of the repository.</returns>
    public static IReadOnlyList<TriggerDecision> Evaluate(Pipeline pipeline, RepositoryEvent repositoryEvent)
    {
        var sources = PipelineSource.All(pipeline.Stages).Where(source => HasRepository(source, repositoryEvent)).ToList();
        return sources.ConvertAll(source => Decide(pipeline, source, repositoryEvent, sources));
    }

    private static bool HasRepository(PipelineSource source, RepositoryEvent happened) =>
        happened.FullRepositoryId is null || string.Equals(happened.FullRepositoryId, source.FullRepositoryId, StringComparison.OrdinalIgnoreCase);

    private static TriggerDecision Decide(Pipeline pipeline, PipelineSource source, RepositoryEvent happened, List<PipelineSource> sources)
    {
        var verdict = Judge(pipeline, source, happened);

        // AWS has one subscription at Bitbucket for each pipeline and repository, not for each branch.
        var isDoubtful = verdict.Starts && sources.Exists(s => s.FullRepositoryId == source.FullRepositoryId && s.BranchName != source.BranchName);
        return new TriggerDecision
        {
            PipelineName = pipeline.Name,
            PipelineArn = pipeline.PipelineArn,
            SourceActionName = source.ActionName,
            Starts = verdict.Starts,
            Reason = isDoubtful ? verdict.Reason + " The pipeline has another source action for this repository with another branch. AWS reliably starts only one of them." : verdict.Reason,
            Filter = verdict.Filter,
            RevisionBranch = verdict.Starts ? happened.Branch : null,
            Region = pipeline.Region,
        };
    }

    private static Verdict Judge(Pipeline pipeline, PipelineSource source, RepositoryEvent happened)
    {
        if (happened.FullRepositoryId is { } repository && repository != source.FullRepositoryId)
        {
            return Verdict.No($"The source action has the repository '{source.FullRepositoryId}', but the event has '{repository}'. For AWS, the case of a repository name matters.");
        }

        if (happened is { Kind: RepositoryEventKind.PullRequest, PullRequestEvent: "CLOSED", IsDeclined: true })
        {
            return Verdict.No("Bitbucket sends no CLOSED event for a pull request that is declined without a merge.");
        }

        // V1 pipelines have no triggers. AWS itself adds triggers without filters: they are plain change detection.
        var trigger = pipeline.PipelineType == "V1" ? null : pipeline.Triggers.FirstOrDefault(t => t.SourceActionName == source.ActionName);
        return trigger is null or { Push: not { Count: > 0 }, PullRequest: not { Count: > 0 } }
            ? DetectChanges(source, happened, isOn: trigger is not null || source.DetectsChanges)
            : TriggerFilterRules.Judge(trigger, happened);
    }

    private static Verdict DetectChanges(PipelineSource source, RepositoryEvent happened, bool isOn) =>
        !isOn ? Verdict.No("The source action has no trigger, and DetectChanges is false. Only a manual start starts the pipeline.")
        : happened.Kind != RepositoryEventKind.Push ? Verdict.No($"The source action has no trigger. Only pushes to its branch '{source.BranchName}' start the pipeline.")
        : happened.Branch != source.BranchName ? Verdict.No($"The source action detects changes only on its branch '{source.BranchName}', but the push was to '{happened.Branch}'.")
        : Verdict.Yes($"The source action detects changes on its branch '{source.BranchName}'.", "DetectChanges");
}

/// <summary>The result of evaluating an event.</summary>
/// <param name="Starts">Whether the event starts an execution.</param>
/// <param name="Reason">The reason, as a sentence.</param>
/// <param name="Filter">The filter that matched, or null.</param>
internal readonly record struct Verdict(bool Starts, string Reason, string? Filter)
{
    public static Verdict Yes(string reason, string filter) => new(true, reason, filter);

    public static Verdict No(string reason) => new(false, reason, null);
}
