using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Rolls stages back to the revisions of an earlier execution, with a new execution of only that stage.</summary>
[Cmdlet(VerbsCommon.Undo, "BitbucketPipelineStage", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Undo-BitbucketPipelineStage.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class UndoBitbucketPipelineStageCommand : FollowExecutionsCommand
{
    /// <summary>Gets or sets the stage. Default: the stage of the piped object.</summary>
    [Parameter(Position = 1)]
    [ValidateNotEmpty("Omit -StageName to roll back the stage of the piped object.")]
    [ArgumentCompleter(typeof(RollbackStageCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the id of the execution to return to. Default: the latest earlier execution that succeeded in the stage.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -TargetPipelineExecutionId to return to the latest earlier execution that succeeded in the stage.")]
    [ArgumentCompleter(typeof(RollbackExecutionCompleter))]
    public string? TargetPipelineExecutionId { get; set; }

    /// <summary>Gets or sets whether to follow the execution to its end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var stage = StageName ?? target.StageName ?? throw MissingParameter.Stage(target);
        var session = Session(target.Region);
        if (!ShouldProcess($"{stage} of {target.PipelineName} in {session.Region}", "Roll back stage"))
        {
            return;
        }

        var execution = Await(token => session.Executions.RollBackStageAsync(
            new StageRollbackRequest { PipelineName = target.PipelineName, StageName = stage, TargetPipelineExecutionId = TargetPipelineExecutionId }, token));
        Give(session, execution, Wait);
    }
}
