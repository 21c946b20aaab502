namespace BitbucketConnections.Engine.Reviews;

/// <summary>Describes what a refusal of a new association means.</summary>
internal static class AssociationRefusal
{
    private const string Closed = "ReviewerAssociationClosed";

    /// <summary>Gets the error for a refusal of AssociateRepository.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="repository">The repository.</param>
    /// <returns>The error with AWS's message and request id; the refusal itself if it has no other meaning.</returns>
    public static ServiceException Explain(ServiceException refusal, string repository)
    {
        if (refusal.IsClosedToNew)
        {
            return refusal.WithMeaning(
                ServiceErrorKind.InvalidState,
                Closed,
                refusal.ToSentence() + " Since 7 November 2025, AWS accepts no new repository associations in CodeGuru Reviewer. Existing associations continue to work.");
        }

        if (refusal.IsAccessDeniedWithoutPermission)
        {
            return refusal.WithMeaning(
                ServiceErrorKind.InvalidState,
                Closed,
                refusal.ToSentence() + " The reason may be that AWS accepts no new repository associations in CodeGuru Reviewer since 7 November 2025. Existing associations "
                + "continue to work. It may also be a missing permission: codeguru-reviewer:AssociateRepository, or PassConnection on the connection.");
        }

        return refusal.IsRefusedWith("ConflictException")
            ? refusal.WithMeaning(
                ServiceErrorKind.NameInUse, "ReviewerAssociationExists", $"{refusal.ToSentence()} '{repository}' may already have an association. Nothing was created.")
            : refusal;
    }
}
