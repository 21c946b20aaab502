using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Overrides conditions of stages, so that their executions continue. An execution keeps its id.</summary>
[Cmdlet(VerbsCommon.Skip, "BitbucketPipelineCondition", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Skip-BitbucketPipelineCondition.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class SkipBitbucketPipelineConditionCommand : FollowExecutionsCommand
{
    /// <summary>Gets or sets the stage. Default: the stage of the piped object, or the stage with the only condition that can be overridden.</summary>
    [Parameter(Position = 1)]
    [ValidateNotEmpty("Omit -StageName to override the only condition that failed or is in progress.")]
    [ArgumentCompleter(typeof(ConditionStageCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the condition. Default: the only condition that can be overridden.</summary>
    [Parameter(Position = 2)]
    [ValidateNotEmpty("Omit -ConditionType to override the only condition that failed or is in progress.")]
    [ValidateSet("BeforeEntry", "OnSuccess")]
    public string? ConditionType { get; set; }

    /// <summary>Gets or sets the id of the execution. Default: the execution of the piped object, or the newest execution in the stage.</summary>
    [Parameter]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to override the condition of the newest execution in the stage.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets whether to follow the execution to its end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        var condition = Await(token => session.Executions.FindConditionAsync(
            new ConditionOverrideRequest
            {
                PipelineName = target.PipelineName,
                StageName = StageName ?? target.StageName,
                ConditionType = ConditionNames.ToAws(ConditionType),
                PipelineExecutionId = PipelineExecutionId ?? target.PipelineExecutionId,
            },
            token));
        if (!ShouldProcess($"{ConditionNames.OfAws(condition.ConditionType)} of {condition.StageName} of {target.PipelineName} in {session.Region}", "Override condition"))
        {
            return;
        }

        Give(session, Await(token => session.Executions.OverrideConditionAsync(condition, token)), Wait);
    }
}
