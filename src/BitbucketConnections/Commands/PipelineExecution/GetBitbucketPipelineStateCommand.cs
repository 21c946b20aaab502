using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Gets the current state of the stages and actions of pipelines.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipelineState", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipelineState.md")]
[OutputType(typeof(StageState))]
public sealed class GetBitbucketPipelineStateCommand : PipelineTargetCommand
{
    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        WriteObject(Await(token => session.Executions.GetStateAsync(target.PipelineName, token)), enumerateCollection: true);
    }
}
