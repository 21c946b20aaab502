using System.Management.Automation;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Enables transitions, so that executions continue between stages.</summary>
[Cmdlet(VerbsLifecycle.Enable, "BitbucketPipelineTransition", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Enable-BitbucketPipelineTransition.md")]
[OutputType(typeof(void))]
public sealed class EnableBitbucketPipelineTransitionCommand : TransitionCommand
{
    /// <inheritdoc/>
    private protected override TransitionRequest Request(string pipelineName, string stageName) =>
        new() { PipelineName = pipelineName, StageName = stageName, TransitionType = TransitionType, IsEnabled = true };
}
