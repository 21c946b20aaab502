using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Stops executions: after the actions in progress, or at once.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BitbucketPipelineExecution", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Stop-BitbucketPipelineExecution.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class StopBitbucketPipelineExecutionCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the id of the execution. Default: the execution of the piped object.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to stop the execution of the piped object.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets whether to abandon the actions in progress. They may continue outside of the pipeline.</summary>
    [Parameter]
    public SwitchParameter Abandon { get; set; }

    /// <summary>Gets or sets the reason, up to 200 characters.</summary>
    [Parameter]
    [Alias("Comment")]
    [ValidateNotEmpty("Omit -Reason to stop without a reason.")]
    [CompletesNothing]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var id = PipelineExecutionId ?? target.PipelineExecutionId ?? throw MissingParameter.Execution(target);
        var session = Session(target.Region);
        if (!ShouldProcess($"{id} of {target.PipelineName} in {session.Region}", Abandon ? "Stop execution and abandon its actions" : "Stop execution"))
        {
            return;
        }

        var request = new PipelineStopRequest { PipelineName = target.PipelineName, PipelineExecutionId = id, Abandon = Abandon, Reason = Reason };
        WriteObject(Await(token => session.Executions.StopAsync(request, token)));
    }
}
