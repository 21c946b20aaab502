using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Reviews;

/// <summary>An association to wait for.</summary>
internal sealed class WaitingAssociation : WaitTarget<ReviewerAssociation>
{
    /// <summary>The number of polls after which a missing association is final.</summary>
    public const int Grace = 3;

    private int _missing;

    public WaitingAssociation(string arn)
    {
        if (!ReviewerRules.TryParseArn(arn, out var parsed))
        {
            throw ServiceException.FromFindings([ReviewerRules.CheckArn(arn)!]);
        }

        Arn = arn;
        Region = parsed.Region;
    }

    public string Arn { get; }

    public string Region { get; }

    public void See(ReviewerAssociation? association, IDiagnosticSink diagnostics)
    {
        if (association is null)
        {
            Miss();
            return;
        }

        _missing = 0;
        if (association.State != LastSeen?.State)
        {
            diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"The association of '{association.FullRepositoryId}' is {association.State}{ReasonOf(association)} ({Arn})."));
        }

        LastSeen = association;
        if (association.State == ReviewerAssociationStates.Failed)
        {
            Fail(Ended("ReviewerAssociationFailed", $"The association of '{association.FullRepositoryId}' failed{ReasonOf(association)} ({Arn})."));
        }
        else if (association.State is ReviewerAssociationStates.Disassociating or ReviewerAssociationStates.Disassociated)
        {
            Fail(Ended("ReviewerAssociationRemoved", $"The association of '{association.FullRepositoryId}' is {association.State} and will not become Associated ({Arn})."));
        }
    }

    public ReviewerAssociationWaitFailure ToFailure() => new() { AssociationArn = Arn, Error = Failure! };

    protected override bool IsGood(ReviewerAssociation seen) => seen.State == ReviewerAssociationStates.Associated;

    protected override ServiceException TimedOut(string when) => new(
        ServiceErrorKind.WaitTimeout,
        $"{when}, the association {(LastSeen is null ? $"{Arn} was not found" : $"of '{LastSeen.FullRepositoryId}' is still {LastSeen.State}{ReasonOf(LastSeen)} ({Arn})")}.")
    {
        Condition = "ReviewerAssociationWaitTimeout",
        IsRetryable = true,
    };

    private static ServiceException Ended(string condition, string message) => new(ServiceErrorKind.InvalidState, message) { Condition = condition };

    private static string ReasonOf(ReviewerAssociation association) => string.IsNullOrEmpty(association.StateReason) ? string.Empty : $": {association.StateReason!.TrimEnd('.')}";

    // A new association may not be visible at once. One that was found before and is missing now was removed.
    private void Miss()
    {
        _missing++;
        if (LastSeen is not null || _missing >= Grace)
        {
            Fail(new ServiceException(ServiceErrorKind.NotFound, $"The association {Arn} {(LastSeen is null ? "was not found" : "no longer exists")}."));
        }
    }
}
