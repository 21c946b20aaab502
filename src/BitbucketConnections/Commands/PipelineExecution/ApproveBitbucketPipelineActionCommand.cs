using System.Management.Automation;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Approves manual approvals, so that the executions continue.</summary>
[Cmdlet(VerbsLifecycle.Approve, "BitbucketPipelineAction", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Approve-BitbucketPipelineAction.md")]
[OutputType(typeof(void))]
public sealed class ApproveBitbucketPipelineActionCommand : ApprovalCommand
{
    /// <inheritdoc/>
    private protected override bool IsApproved => true;
}
