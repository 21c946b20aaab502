using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks what the executions of a pipeline show: the newest result of its sources, transitions that are disabled, and whether a push ever started it.</summary>
internal sealed class ExecutionChecks
{
    private const string Result = "SourceResult";
    private readonly PipelineExecutionService _executions;
    private readonly BranchEvidence _evidence;

    public ExecutionChecks(PipelineExecutionService executions, BranchEvidence evidence)
    {
        _executions = executions;
        _evidence = evidence;
    }

    /// <summary>Adds the checks. A definition has no executions.</summary>
    public async Task AddAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        if (!subject.Exists)
        {
            return;
        }

        await AddStateAsync(list, subject, cancellationToken).ConfigureAwait(false);
        try
        {
            AddStarts(list, subject, await _executions.ListAsync(subject.Definition.Name, null, cancellationToken).ConfigureAwait(false));
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown("PushStart", $"The executions of the pipeline '{subject.Definition.Name}' can't be listed", "codepipeline:ListPipelineExecutions", failure);
        }
    }

    /// <summary>Adds the checks of the state of an existing pipeline: its sources and its transitions.</summary>
    public async Task AddStateAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var stages = await _executions.GetStateAsync(subject.Definition.Name, cancellationToken).ConfigureAwait(false);
            await AddSourcesAsync(list, subject, stages, cancellationToken).ConfigureAwait(false);
            AddTransitions(list, subject, stages);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(Result, $"The state of the pipeline '{subject.Definition.Name}' can't be read", "codepipeline:GetPipelineState", failure);
        }
    }

    private static void AddTransitions(CheckList list, CheckSubject subject, IReadOnlyList<StageState> stages)
    {
        var closed = stages.Where(stage => stage is { InboundTransitionEnabled: false, InboundTransitionDisabledReason: not null }).ToList();
        foreach (var stage in closed)
        {
            list.Warning(
                "Transition",
                $"The transition into the stage '{stage.StageName}' is disabled: {stage.InboundTransitionDisabledReason}. Executions wait in front of it.",
                "Enable the transition when executions may enter the stage.",
                $"Enable-BitbucketPipelineTransition {subject.Target} -StageName {PasteText.Of(stage.StageName)}");
        }

        if (closed.Count == 0)
        {
            list.Passed("Transition", "No transition between stages is disabled.");
        }
    }

    private static void AddStarts(CheckList list, CheckSubject subject, Page<PipelineExecution> newest)
    {
        const string check = "PushStart";
        var isAutomatic = PipelineSource.All(subject.Definition.Stages).Any(source => source.DetectsChanges) || subject.Definition.Triggers.Count > 0;
        if (!isAutomatic || list.Has("ConnectionStatus", CheckStatus.Failed))
        {
            return;
        }

        var pushed = newest.Items.FirstOrDefault(execution => execution.TriggerType?.StartsWith("Webhook", StringComparison.Ordinal) == true);
        if (pushed is not null)
        {
            list.Passed(check, $"A push last started the pipeline at {pushed.StartTime:u}.");
        }
        else if (subject.Definition.Version == 1 && newest.Items.Any(execution => execution is { TriggerType: "CreatePipeline", Status: "Failed" }))
        {
            list.Warning(
                "BornPending",
                "The execution of the creation failed, no push has started the pipeline since, and it was never saved again. If the connection was PENDING when the pipeline was created, AWS registered no webhook, and no push will start it.",
                "Save the pipeline again, which registers the webhook.",
                subject.Set("-Resave"));
        }
        else
        {
            // No API says that a webhook is missing, or that the connection was PENDING when the pipeline was created.
            list.Warning(
                check,
                newest.Items.Count == 0
                    ? "The pipeline has never run."
                    : $"None of the newest {newest.Items.Count} executions was started by a push. If there were pushes, the webhook may be missing: AWS registers none if the connection was PENDING when the pipeline was created or last saved.",
                "Push once. If the push does not start it, save the pipeline again, which registers the webhook.",
                subject.Set("-Resave"));
        }
    }

    private async Task AddSourcesAsync(CheckList list, CheckSubject subject, IReadOnlyList<StageState> stages, CancellationToken cancellationToken)
    {
        var sources = PipelineSource.All(subject.Definition.Stages).ToDictionary(source => source.ActionName, StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            foreach (var action in stage.Actions.Where(action => sources.ContainsKey(action.ActionName)))
            {
                var source = sources[action.ActionName];
                var about = source.ConnectionArn is { } arn ? list.About(arn) : list;
                switch (action.Status)
                {
                    case "Failed":
                        await AddFailureAsync(about, subject, source, (stage, action), cancellationToken).ConfigureAwait(false);
                        break;
                    case null:
                        about.Unknown(Result, $"The source action '{source.ActionName}' has never run, so nothing proves that the connection can read the repository.", "Start the pipeline.", $"Start-BitbucketPipeline {subject.Target} -Wait");
                        break;
                    default:
                        about.Passed(Result, $"The newest result of the source action '{source.ActionName}' is {action.Status}{(action.LastStatusChange is { } at ? $" ({at:u})" : string.Empty)}.");
                        break;
                }
            }
        }
    }

    private async Task AddFailureAsync(CheckList list, CheckSubject subject, PipelineSource source, (StageState Stage, ActionState Action) place, CancellationToken cancellationToken)
    {
        var message = place.Action.ErrorMessage ?? place.Action.Summary ?? "AWS returned no reason.";
        var detail = $"The source action '{source.ActionName}' failed: {Sentence(message)}";
        var retry = $"Restart-BitbucketPipelineStage {subject.Target} -StageName {PasteText.Of(place.Stage.StageName)}";
        if (ActionFailures.Find(message) is not { } known)
        {
            list.Failed(Result, detail, "Fix the cause, then retry the stage.", retry);
            return;
        }

        var cause = known.Causes[0];
        if (known.Id == "BranchNotFound")
        {
            var (because, index) = await _evidence.FindAsync(list, subject, source, cancellationToken).ConfigureAwait(false);
            cause = known.Causes[index ?? 0];
            detail += $" {because}";
            if (index is null)
            {
                list.Failed(
                    Result, detail, string.Join("\n", known.Causes.Select((one, number) => $"({number + 1}) {ActionFailures.Text(one.Cause, Values(subject, source))} {one.Remedy}")), ActionFailures.Command(cause.Command, Values(subject, source)));
                return;
            }
        }

        list.Failed(Result, detail, $"{ActionFailures.Text(cause.Cause, Values(subject, source))} {cause.Remedy}", ActionFailures.Command(cause.Command, Values(subject, source)) ?? retry);
    }

    private static Dictionary<string, string?> Values(CheckSubject subject, PipelineSource source) => new()
    {
        ["pipeline"] = PasteText.Of(subject.Definition.Name), ["region"] = subject.Definition.Region, ["connection"] = source.ConnectionArn, ["role"] = subject.Definition.RoleArn,
    };

    private static string Sentence(string text) => text.LastOrDefault() == '.' ? text : text + ".";
}
