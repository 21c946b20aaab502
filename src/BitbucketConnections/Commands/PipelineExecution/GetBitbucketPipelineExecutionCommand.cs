using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets executions of pipelines, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipelineExecution", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipelineExecution.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class GetBitbucketPipelineExecutionCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the ids of the executions, UUIDs. Default: the execution of the piped object, or all executions of the last 12 months.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to get all executions.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string[]? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the statuses of the executions to get.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Status to get executions of every status.")]
    [ValidateSet("InProgress", "Succeeded", "Failed", "Stopping", "Stopped", "Superseded", "Cancelled")]
    public string[]? Status { get; set; }

    /// <summary>Gets or sets whether to include the actions, with one more call for each execution.</summary>
    [Parameter]
    public SwitchParameter IncludeAction { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        var ids = PipelineExecutionId ?? (target.PipelineExecutionId is { } one ? [one] : null);
        if (ids is null)
        {
            foreach (var execution in Stream<PipelineExecution>((cursor, token) => session.Executions.ListAsync(target.PipelineName, cursor, token)))
            {
                Write(session, execution);
            }

            return;
        }

        Array.ForEach(ids, id => ProcessPart(
            target,
            PipelineExecutionId is null ? target.Input : id,
            () => Write(session, Await(token => session.Executions.GetAsync(target.PipelineName, id, token)))));
    }

    private void Write(IEngineSession session, PipelineExecution execution)
    {
        if (Status is not null && !Status.Contains(execution.Status, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        WriteObject(IncludeAction
            ? execution with { Actions = Stream<ActionExecution>((cursor, token) => session.Executions.ListActionsAsync(execution.PipelineName, execution.PipelineExecutionId, cursor, token)).ToList() }
            : execution);
    }
}
