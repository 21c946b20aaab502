using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Gets the logs of the CodeBuild and Commands actions of executions from CloudWatch Logs.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipelineLog", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipelineLog.md")]
[OutputType(typeof(PipelineLogEvent))]
public sealed class GetBitbucketPipelineLogCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the ids of the executions, UUIDs. Default: the execution of the piped object, or the newest execution.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to get the logs of the newest execution.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string[]? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the stage. Default: the stage of the piped object, or all stages.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -StageName to get the logs of all stages.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the action. Default: the action of the piped object, or the actions that failed or are in progress, or all actions.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ActionName to get the logs of the actions that failed or are in progress.")]
    [ArgumentCompleter(typeof(LoggedActionCompleter))]
    public string? ActionName { get; set; }

    /// <summary>Gets or sets how many of the last lines of each log to get, 1–10000. Default: all.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateNotEmpty("Omit -Tail to get all lines.")]
    [ValidateRange(1, 10000)]
    [CompletesNothing]
    public int? Tail { get; set; }

    /// <summary>Gets or sets whether to follow the logs until the actions end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Gets or sets how long to follow the logs, in seconds, 1–604800 (7 days).</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 3600;

    /// <summary>Gets or sets the time between two checks for new lines, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        foreach (var id in (string?[]?)PipelineExecutionId ?? [target.PipelineExecutionId])
        {
            ProcessPart(target, PipelineExecutionId is null ? target.Input : id!, () => Write(session, target, id));
        }
    }

    private void Write(IEngineSession session, PipelineTarget target, string? id)
    {
        var reader = session.Logs.Read(new PipelineLogQuery
        {
            PipelineName = target.PipelineName,
            PipelineExecutionId = id,
            StageName = StageName ?? target.StageName,
            ActionName = ActionName ?? target.ActionName,
            ActionExecutionId = (StageName ?? ActionName) is null && PipelineExecutionId is null ? target.ActionExecutionId : null,
            Tail = Tail,
            Follow = Wait ? new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) } : null,
        });
        new LogReading(target.PipelineName, () => Await(reader.NextAsync), LiveProgress).Run(part =>
        {
            foreach (var entry in part.Events)
            {
                WriteObject(entry);
            }

            if (part.Failure is { } failure)
            {
                WriteFailure(failure, target.Input);
            }
        });
    }
}
