using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Removes associations with CodeGuru Reviewer. Since 7 November 2025, a removed association can't be created again.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketReviewerAssociation", DefaultParameterSetName = ParameterSets.ByRepository, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketReviewerAssociation.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketReviewerAssociationCommand : ReviewerAssociationTargetCommand
{
    /// <inheritdoc/>
    protected override void ProcessTarget(AssociationTarget target)
    {
        var session = Session(target.Region);
        var association = target.Association ?? Await(token => session.Reviews.GetAsync(target.Arn, token));
        if (ShouldProcess($"{association.FullRepositoryId} ({target.Arn})", "Remove association with CodeGuru Reviewer (AWS accepts no new associations)"))
        {
            Await(token => session.Reviews.RemoveAsync(target.Arn, token));
        }
    }
}
