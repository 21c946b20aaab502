using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Tests pipelines, does what the remedies say where that is safe, and tests them again.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Repair-BitbucketPipeline.md")]
[OutputType(typeof(CheckResult))]
public sealed class RepairBitbucketPipelineCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the connection that replaces one that does not work, as an ARN, a name or an object.</summary>
    [Parameter]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty("Omit -ConnectionArn to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the name of the connection that replaces one that does not work, if the name is unique.</summary>
    [Parameter]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -ConnectionName to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        var pipeline = Await(token => session.Pipelines.GetAsync(target.PipelineName, null, token));
        var connection = FindConnection(session, target, ConnectionArn, ConnectionName);
        var repair = Await(token => session.Diagnosis.PlanRepairAsync(pipeline, connection, token));
        if (connection is not null && repair.Changes?.ConnectionArn is null)
        {
            WriteWarning(connection == pipeline.ConnectionArn
                ? $"The pipeline '{pipeline.Name}' already uses the connection {connection}, so it is not replaced."
                : $"The connection of '{pipeline.Name}' works as far as it can be checked, so it is not replaced by {connection}.");
        }

        var isChanged = repair.Changes is { } changes && Change(session, pipeline, repair, changes);

        // A source that failed for a reason that is still there would fail again.
        var isRun = repair.FailedStage is { } stage && (isChanged || repair.Changes is null)
            && ShouldProcess($"{stage} of {pipeline.Name} in {session.Region}", isChanged ? "Start an execution, because the source failed" : "Retry the source that failed");
        if (isRun)
        {
            Run(session, pipeline, repair.FailedStage!, isChanged);
        }

        WriteObject(isChanged || isRun ? TestAgain(session, pipeline.Name) : repair.Results, enumerateCollection: true);
    }

    // The repair was made. A caller who can't read the pipeline any more must still see that.
    private IReadOnlyList<CheckResult> TestAgain(IEngineSession session, string name)
    {
        try
        {
            return Await(async token => await session.Diagnosis.TestPipelineAsync(await session.Pipelines.GetAsync(name, null, token).ConfigureAwait(false), token).ConfigureAwait(false));
        }
        catch (ServiceException failure)
        {
            WriteWarning($"The pipeline '{name}' was repaired, but can't be tested again: {failure.Message}");
            return [];
        }
    }

    private bool Change(IEngineSession session, Pipeline pipeline, PipelineRepair repair, PipelineChanges changes)
    {
        var plan = Await(token => session.Editor.PlanAsync(pipeline.Name, changes, token));
        if (!plan.IsPipelineWritten && plan.RoleChanges.Count == 0)
        {
            return false;
        }

        // Nothing is lost if the webhook is registered later.
        if (changes.Resave && repair.Reasons.Count == 1 && plan.IsBusy)
        {
            WriteWarning($"The pipeline '{pipeline.Name}' was not saved again, because that would end executions in progress: {string.Join(" ", plan.ExecutionNotes)}");
            return false;
        }

        // This command has no -WhenIdle: the question lists what ends.
        plan.Warnings.Where(warning => !warning.Contains("-WhenIdle")).ToList().ForEach(WriteWarning);

        var lines = repair.Reasons.Concat(plan.Differences.Select(difference => difference.ToString())).Concat(plan.RoleChanges).Concat(plan.ExecutionNotes).Select(line => "  " + ReviewText.Shorten(line));
        var review = $"{pipeline.Name} in {session.Region}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        if (!ShouldProcess(review, review, "Repair pipeline"))
        {
            return false;
        }

        Await(token => session.Editor.ApplyAsync(plan, token));
        return true;
    }

    // The test after it shows the result, so a failure here is not the last word.
    private void Run(IEngineSession session, Pipeline pipeline, string stage, bool isChanged)
    {
        try
        {
            var execution = Await(token => session.Diagnosis.RunSourceAsync(pipeline.Name, stage, isChanged, token));
            WriteVerbose($"Execution {execution.PipelineExecutionId} of '{pipeline.Name}' ran its source again.");
        }
        catch (ServiceException failure) when (failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.InvalidState)
        {
            WriteWarning($"The source of '{pipeline.Name}' {(failure.MayHaveTakenEffect ? "may not have been" : "was not")} run again. {failure.Message}");
        }
    }
}
