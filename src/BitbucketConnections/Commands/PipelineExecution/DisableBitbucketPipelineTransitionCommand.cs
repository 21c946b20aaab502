using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Disables transitions, so that executions wait between stages.</summary>
[Cmdlet(VerbsLifecycle.Disable, "BitbucketPipelineTransition", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Disable-BitbucketPipelineTransition.md")]
[OutputType(typeof(void))]
public sealed class DisableBitbucketPipelineTransitionCommand : TransitionCommand
{
    /// <summary>Gets or sets the reason, 1–300 of <c>a-z A-Z 0-9 ! @ ( ) . * ? -</c> and space. The console shows it.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The reason to disable the transition")]
    [Alias("Comment")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    private protected override TransitionRequest Request(string pipelineName, string stageName) =>
        new() { PipelineName = pipelineName, StageName = stageName, TransitionType = TransitionType, Reason = Reason };
}
