using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Retries failed or stopped stages of the newest execution. The execution keeps its id.</summary>
[Cmdlet(VerbsLifecycle.Restart, "BitbucketPipelineStage", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Restart-BitbucketPipelineStage.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class RestartBitbucketPipelineStageCommand : FollowExecutionsCommand
{
    /// <summary>Gets or sets the stage. Default: the stage of the piped object, or the stage that failed or was stopped.</summary>
    [Parameter(Position = 1)]
    [ValidateNotEmpty("Omit -StageName to retry the stage that failed or was stopped.")]
    [ArgumentCompleter(typeof(RetryStageCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the id of the execution. Default: the execution of the piped object, or the newest execution in the stage.</summary>
    [Parameter]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to retry the newest execution of the stage.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets whether to also retry the actions that succeeded.</summary>
    [Parameter]
    public SwitchParameter AllActions { get; set; }

    /// <summary>Gets or sets whether to follow the execution to its end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        var stage = StageName ?? target.StageName;
        if (!ShouldProcess($"{stage ?? "the failed or stopped stage"} of {target.PipelineName} in {session.Region}", AllActions ? "Retry all actions" : "Retry failed actions"))
        {
            return;
        }

        var execution = Await(token => session.Executions.RetryStageAsync(
            new StageRetryRequest
            {
                PipelineName = target.PipelineName,
                StageName = stage,
                PipelineExecutionId = PipelineExecutionId ?? target.PipelineExecutionId,
                RetryMode = AllActions ? "ALL_ACTIONS" : "FAILED_ACTIONS",
            },
            token));
        Give(session, execution, Wait);
    }
}
