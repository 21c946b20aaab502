using System;
using System.Collections.Generic;

namespace BitbucketConnections.Engine.Reviews;

/// <summary>The token of the next page, and all earlier tokens, because a service that returns a token again would never end.</summary>
internal sealed class AssociationCursor : PageCursor
{
    private readonly HashSet<string> _seen;

    private AssociationCursor(string token, HashSet<string> seen)
    {
        Token = token;
        _seen = seen;
    }

    public string Token { get; }

    /// <summary>Creates the cursor of the next page; null after the last page.</summary>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: the service returned the same page again, and the list must be complete.</exception>
    public static AssociationCursor? Next(AssociationCursor? current, string? nextToken, bool mustBeComplete, IDiagnosticSink diagnostics)
    {
        if (string.IsNullOrEmpty(nextToken))
        {
            return null;
        }

        var seen = current?._seen ?? new HashSet<string>(StringComparer.Ordinal);
        if (seen.Add(nextToken!))
        {
            return new AssociationCursor(nextToken!, seen);
        }

        if (mustBeComplete)
        {
            throw new ServiceException(ServiceErrorKind.UnexpectedResponse, "ListRepositoryAssociations returned the same page again, so the list is incomplete. Try again.")
            {
                Operation = "ListRepositoryAssociations", ServiceName = ReviewerApi.ServiceName, IsRetryable = true,
            };
        }

        diagnostics.Write(new DiagnosticEvent(
            DiagnosticLevel.Warning, $"{ReviewerApi.ServiceName} returned the same page again. The list ends here and may be incomplete."));
        return null;
    }
}
