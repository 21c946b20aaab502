using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Waits until associations with CodeGuru Reviewer are Associated.</summary>
[Cmdlet(VerbsLifecycle.Wait, "BitbucketReviewerAssociation", DefaultParameterSetName = ParameterSets.ByRepository, HelpUri = HelpLinks.Base + "Wait-BitbucketReviewerAssociation.md")]
[OutputType(typeof(ReviewerAssociation))]
public sealed class WaitBitbucketReviewerAssociationCommand : ReviewerAssociationTargetCommand
{
    private readonly List<AssociationTarget> _targets = [];
    private ILookup<string, AssociationTarget>? _byArn;

    /// <summary>Gets or sets how long to wait, in seconds, 1–86400.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>Gets or sets the time between two checks, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 10;

    private protected override bool IsReading => true;

    /// <inheritdoc/>
    protected override void ProcessTarget(AssociationTarget target) => _targets.Add(target);

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_targets.Count > 0)
        {
            ProcessEach(_targets.Select(t => t.Input).ToArray(), WaitForAll);
        }
    }

    private void WaitForAll()
    {
        var options = new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) };
        var waiter = Session(_targets[0].Region).Reviews.CreateWaiter(_targets.ConvertAll(t => t.Arn), options);
        new ReviewerAssociationWait(() => Await(waiter.PollAsync), ShowProgress, StopToken).Run(Report);
    }

    private void Report(ReviewerAssociationPoll poll)
    {
        foreach (var association in poll.Associated)
        {
            WriteObject(association);
        }

        foreach (var failed in poll.Failed)
        {
            _byArn ??= _targets.ToLookup(target => target.Arn, StringComparer.Ordinal);
            WriteFailure(failed.Error, _byArn[failed.AssociationArn].First().Input);
        }
    }
}
