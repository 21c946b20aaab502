using System.Management.Automation;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Rejects manual approvals, so that the executions fail.</summary>
[Cmdlet(VerbsLifecycle.Deny, "BitbucketPipelineAction", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Deny-BitbucketPipelineAction.md")]
[OutputType(typeof(void))]
public sealed class DenyBitbucketPipelineActionCommand : ApprovalCommand
{
    /// <inheritdoc/>
    private protected override bool IsApproved => false;
}
