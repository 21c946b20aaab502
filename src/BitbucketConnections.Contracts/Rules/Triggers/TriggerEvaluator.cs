using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Says whether an event starts a pipeline, by the rules of CodePipeline's trigger and filter pages. Calls nothing.</summary>
public static class TriggerEvaluator
{
    /// <summary>Judges an event for each connection source action of its repository, or for all when it names none.</summary>
    /// <param name="pipeline">The pipeline or definition.</param>
    /// <param name="repositoryEvent">What happened.</param>
    /// <returns>One decision a source action; none when the pipeline has none of the repository.</returns>
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

        // The subscription at Bitbucket is one a pipeline and repository, not one a branch.
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

        // V1 pipelines have no triggers. A trigger without filters, such as AWS adds by itself, is plain change detection.
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

/// <summary>Whether an event starts a run, and why.</summary>
/// <param name="Starts">Whether it does.</param>
/// <param name="Reason">Why.</param>
/// <param name="Filter">The filter that decided, or null.</param>
internal readonly record struct Verdict(bool Starts, string Reason, string? Filter)
{
    public static Verdict Yes(string reason, string filter) => new(true, reason, filter);

    public static Verdict No(string reason) => new(false, reason, null);
}
