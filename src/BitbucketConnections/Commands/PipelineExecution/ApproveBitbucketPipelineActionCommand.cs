using System.Management.Automation;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Approves manual approvals, so that their executions go on.</summary>
[Cmdlet(VerbsLifecycle.Approve, "BitbucketPipelineAction", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Approve-BitbucketPipelineAction.md")]
[OutputType(typeof(void))]
public sealed class ApproveBitbucketPipelineActionCommand : ApprovalCommand
{
    /// <inheritdoc/>
    private protected override bool IsApproved => true;
}
