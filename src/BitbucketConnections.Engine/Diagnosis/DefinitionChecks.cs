using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks the structure of a definition, its repositories and its triggers. Makes no calls.</summary>
internal static class DefinitionChecks
{
    private const double Near = 0.9;

    public static void Add(CheckList list, CheckSubject subject)
    {
        AddFindings(list, subject);
        AddQuotas(list, subject.Definition);
        foreach (var source in PipelineSource.All(subject.Definition.Stages))
        {
            AddRepository(list, subject, source);
            AddTrigger(list, subject, source);
        }
    }

    private static void AddFindings(CheckList list, CheckSubject subject)
    {
        var findings = subject.Exists ? PipelineValidator.ValidateComplete(subject.Definition) : PipelineValidator.Validate(subject.Definition);
        foreach (var finding in findings)
        {
            var detail = (finding.Path is { } path ? path + ": " : string.Empty) + finding.Message;
            if (finding.IsWarning || subject.Exists)
            {
                // AWS accepted a pipeline that exists, so a rule of this module may be too strict for it.
                list.Warning(finding.Id, detail, command: subject.Exists ? $"Export-BitbucketPipeline {subject.Target} -Path {PasteText.Of(subject.Definition.Name + ".json")}" : null);
            }
            else
            {
                list.Failed(finding.Id, detail);
            }
        }

        if (findings.Count == 0)
        {
            list.Passed("Structure", "The stages, actions, artifacts, variables, conditions and trigger filters follow the rules of CodePipeline.");
        }
    }

    private static void AddQuotas(CheckList list, Pipeline definition)
    {
        var actions = definition.Stages.Sum(stage => stage.Actions.Count);
        var near = new (string Name, int Count, int Maximum)[]
        {
            ("stages", definition.Stages.Count, PipelineQuotas.MaximumStages),
            ("actions", actions, PipelineQuotas.MaximumActions),
            ("actions in a stage", definition.Stages.Select(stage => stage.Actions.Count).DefaultIfEmpty().Max(), PipelineQuotas.MaximumActionsPerStage),
            ("triggers", definition.Triggers.Count, PipelineQuotas.MaximumTriggers),
            ("variables", definition.Variables.Count, PipelineQuotas.MaximumVariables),
        }.Where(quota => quota.Count >= quota.Maximum * Near).ToList();
        foreach (var (name, count, maximum) in near)
        {
            list.Warning("Quotas", $"The pipeline has {count} {name}, and CodePipeline allows {maximum}.", "Plan a second pipeline before the quota is reached.");
        }

        if (near.Count == 0)
        {
            list.Passed("Quotas", $"{definition.Stages.Count} of {PipelineQuotas.MaximumStages} stages and {actions} of {PipelineQuotas.MaximumActions} actions are used.");
        }
    }

    /// <summary>Adds the check of the repository of a source action.</summary>
    public static void AddRepository(CheckList list, CheckSubject subject, PipelineSource source)
    {
        if (source.FullRepositoryId is not { } id || TemplateValue.HasVariableIn(id))
        {
            list.Unknown("RepositoryId", $"The repository of the source action '{source.ActionName}' is {(source.FullRepositoryId is null ? "missing" : "known only during an execution")}.");
            return;
        }

        var wrong = BitbucketRepository.Parse(id, out var read);
        var shown = BitbucketRepository.Shown(id);
        if (wrong is not null || read != id)
        {
            list.Failed(
                "RepositoryId",
                $"The source action '{source.ActionName}' has the repository '{shown}'. CodePipeline requires the form workspace/repository, and reports any other text as a branch that was not found.",
                wrong is null ? $"Change the repository to {read}." : "Change the repository to the two parts of its address after bitbucket.org/.",
                subject.Set($"-Repository {(wrong is null ? PasteText.Of(read) : "WORKSPACE/REPOSITORY")}"));
        }
        else if (id.Any(char.IsUpper))
        {
            list.Warning(
                "RepositoryId",
                $"The repository '{shown}' of the source action '{source.ActionName}' has upper case letters. Bitbucket uses lower case in addresses, and for CodePipeline the case matters: pushes may not start the pipeline, or the branch may not be found.",
                "Copy the repository from the address that Bitbucket shows.",
                subject.Set($"-Repository {PasteText.Of(id.ToLowerInvariant())}"));
        }
        else
        {
            list.Passed("RepositoryId", $"The repository '{shown}' of the source action '{source.ActionName}' has the form workspace/repository.");
        }
    }

    private static void AddTrigger(CheckList list, CheckSubject subject, PipelineSource source)
    {
        // V1 pipelines have no triggers. A trigger without filters is plain change detection.
        var definition = subject.Definition;
        var trigger = definition.PipelineType == "V1" ? null : definition.Triggers.FirstOrDefault(one => one.SourceActionName == source.ActionName);
        var hasFilters = trigger is { Push.Count: > 0 } or { PullRequest.Count: > 0 };
        if (!hasFilters && trigger is null && !source.DetectsChanges)
        {
            list.Warning(
                "Trigger",
                $"No push starts the pipeline from the source action '{source.ActionName}': it has no trigger, and DetectChanges is false.",
                "Turn change detection on, or add a trigger, unless the pipeline is started in another way.",
                subject.Set("-DetectChanges $true"));
            return;
        }

        var branch = source.BranchName ?? string.Empty;
        if (hasFilters && branch.Length > 0 && !Starts(definition, source, branch) && trigger!.Push is { Count: > 0 } push && push.All(filter => filter.Tags is null))
        {
            list.Warning(
                "Trigger",
                $"The trigger of the source action '{source.ActionName}' does not start the pipeline for a push to its own branch '{branch}'.",
                "Add the branch to the filter, or change the branch of the source action.",
                $"Test-BitbucketPipelineTrigger {subject.Target} -Branch {PasteText.Of(branch)}");
            return;
        }

        list.Passed("Trigger", hasFilters
            ? $"The filters of a trigger decide which events of '{source.ActionName}' start the pipeline."
            : $"A push to the branch '{branch}' of '{source.ActionName}' starts the pipeline.");
    }

    // Filters with file paths match only pushes that change such files.
    private static bool Starts(Pipeline definition, PipelineSource source, string branch) =>
        definition.Triggers.Any(trigger => trigger.SourceActionName == source.ActionName && trigger.Push is { } push && push.Any(filter => filter.FilePaths is not null))
        || TriggerEvaluator.Evaluate(definition, new RepositoryEvent { Kind = RepositoryEventKind.Push, Branch = branch, FullRepositoryId = source.FullRepositoryId })
            .Any(decision => decision.SourceActionName == source.ActionName && decision.Starts);
}
