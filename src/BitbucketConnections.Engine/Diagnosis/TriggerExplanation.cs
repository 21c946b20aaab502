using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Explains why an event does not start a pipeline: the trigger, the connection, the spelling, and what the executions show.</summary>
internal sealed class TriggerExplanation
{
    private const int MaximumFiles = 100;
    private const int MaximumQueued = 50;
    private readonly ConnectionChecks _connections;
    private readonly PipelineExecutionService _executions;
    private readonly ExecutionChecks _checks;

    public TriggerExplanation(ConnectionChecks connections, PipelineExecutionService executions, ExecutionChecks checks)
    {
        _connections = connections;
        _executions = executions;
        _checks = checks;
    }

    /// <summary>Adds the results, the most likely reasons first.</summary>
    /// <param name="list">The list.</param>
    /// <param name="subject">The pipeline.</param>
    /// <param name="happened">The event.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task AddAsync(CheckList list, CheckSubject subject, RepositoryEvent happened, CancellationToken cancellationToken)
    {
        AddVerdict(list, subject, happened);
        AddFiles(list, happened);
        foreach (var source in PipelineSource.All(subject.Definition.Stages))
        {
            DefinitionChecks.AddRepository(list, subject, source);
        }

        await _connections.AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        if (subject.Exists)
        {
            await AddExecutionsAsync(list, subject, happened, cancellationToken).ConfigureAwait(false);
            await _checks.AddStateAsync(list, subject, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void AddVerdict(CheckList list, CheckSubject subject, RepositoryEvent happened)
    {
        const string check = "TriggerDecision";
        var decisions = TriggerEvaluator.Evaluate(subject.Definition, happened);
        if (decisions.Count == 0)
        {
            list.Failed(
                check,
                $"The pipeline has no source action for the repository '{happened.FullRepositoryId}'. Its repositories: {ShortList.Join(PipelineSource.All(subject.Definition.Stages).Select(source => source.FullRepositoryId ?? "-").Distinct())}.",
                "Check the spelling of the repository. If the pipeline should use this repository, change it with Set-BitbucketPipeline -Repository.");
            return;
        }

        foreach (var decision in decisions)
        {
            if (decision.Starts)
            {
                list.Passed(check, $"By its definition, the event starts the pipeline from '{decision.SourceActionName}'. {decision.Reason}");
            }
            else
            {
                var (remedy, command) = Remedy(subject, happened, decision);
                list.Failed(check, $"By its definition, the event does not start the pipeline from '{decision.SourceActionName}'. {decision.Reason}", remedy, command);
            }
        }
    }

    // A new filter replaces the filters that are there, so only the spelling of a repository and the branch of a source without a trigger have a command.
    private static (string Remedy, string? Command) Remedy(CheckSubject subject, RepositoryEvent happened, TriggerDecision decision)
    {
        var source = PipelineSource.All(subject.Definition.Stages).First(one => one.ActionName == decision.SourceActionName);
        if (happened.FullRepositoryId is { } repository && repository != source.FullRepositoryId)
        {
            return ("Write the repository in the upper and lower case that Bitbucket shows.", subject.Set($"-Repository {PasteText.Of(repository)}"));
        }

        if (happened.IsDeclined)
        {
            return ("Nothing can start the pipeline for this event. Start it yourself if it should run.", null);
        }

        var hasTrigger = subject.Definition.PipelineType != "V1" && subject.Definition.Triggers.Any(trigger => trigger.SourceActionName == source.ActionName);
        return happened.Kind != RepositoryEventKind.Push || hasTrigger
            ? ("If the event should start the pipeline, add it to the trigger. New filters replace the present ones, so specify all of them: Get-Help Set-BitbucketPipeline -Parameter Include*.", null)
            : ("If the pipeline should use this branch, change the branch of its source action.", subject.Set($"-Branch {PasteText.Of(happened.Branch ?? "BRANCH")}"));
    }

    private static void AddFiles(CheckList list, RepositoryEvent happened)
    {
        if (happened.ChangedFiles.Count > MaximumFiles)
        {
            list.Warning(
                "ChangedFiles",
                $"The event changes {happened.ChangedFiles.Count} files, and CodePipeline compares only {MaximumFiles} with the file patterns. A file that matches may not be one of them.",
                "Push fewer files at once, or start the pipeline.");
        }
    }

    private async Task AddExecutionsAsync(CheckList list, CheckSubject subject, RepositoryEvent happened, CancellationToken cancellationToken)
    {
        const string check = "LastPush";
        Page<PipelineExecution> newest;
        try
        {
            newest = await _executions.ListAsync(subject.Definition.Name, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(check, $"The executions of the pipeline '{subject.Definition.Name}' can't be listed", "codepipeline:ListPipelineExecutions", failure);
            return;
        }

        var pushed = newest.Items.FirstOrDefault(execution => execution.TriggerType?.StartsWith("Webhook", StringComparison.Ordinal) == true);
        if (pushed is null)
        {
            list.Warning(
                check,
                $"No push is known: none of the newest {newest.Items.Count} executions was started by one.",
                "If there were pushes that should have started it, the webhook may be missing: save the pipeline again, which registers it.",
                subject.Set("-Resave"));
        }
        else
        {
            var revision = pushed.SourceRevisions.Count > 0 ? pushed.SourceRevisions[0] : null;
            list.Passed(check, $"The newest push that started the pipeline was at {pushed.StartTime:u}{(revision?.RevisionId is { } id ? $", commit {id}" : string.Empty)} (execution {pushed.PipelineExecutionId}, {pushed.Status}).");
        }

        AddMode(list, subject, newest);
        if (happened.IsNewBranch)
        {
            list.Warning("NewBranch", "It is the first push of its branch. A trigger with file patterns does not start for it.", "Push again, or start the pipeline.", $"Start-BitbucketPipeline {subject.Target}");
        }
    }

    // An execution that started is not the one that the user looks for, if it was superseded or waits.
    private static void AddMode(CheckList list, CheckSubject subject, Page<PipelineExecution> newest)
    {
        const string check = "ExecutionMode";
        var mode = subject.Definition.ExecutionMode ?? "SUPERSEDED";
        var waiting = newest.Items.Count(execution => execution.Status == "InProgress");
        if (mode == "QUEUED" && waiting >= MaximumQueued)
        {
            list.Failed(check, $"{waiting} executions are in progress or wait, and a QUEUED pipeline has at most {MaximumQueued}. A new one fails without a message.", "Stop executions that are not needed.", $"Get-BitbucketPipelineExecution {subject.Target} | Stop-BitbucketPipelineExecution");
        }
        else if (mode == "SUPERSEDED" && newest.Items.FirstOrDefault(execution => execution.Status == "Superseded") is { } superseded)
        {
            list.Warning(check, $"Execution {superseded.PipelineExecutionId} was superseded by a newer one before it ended. In the mode SUPERSEDED, each stage runs only the newest.", "To run every push, use the mode QUEUED.", subject.Set("-ExecutionMode QUEUED"));
        }
        else
        {
            list.Passed(check, $"The mode is {mode}, and {waiting} of the newest {newest.Items.Count} executions are in progress.");
        }
    }
}
