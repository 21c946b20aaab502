using System;
using System.Collections.Generic;

namespace BitbucketConnections.Engine.Calling;

/// <summary>The token of the next page, and all earlier tokens, because a service that returns a token again would never end.</summary>
internal sealed class TokenCursor : PageCursor
{
    private readonly HashSet<string> _seen;

    private TokenCursor(string token, HashSet<string> seen)
    {
        Token = token;
        _seen = seen;
    }

    public string Token { get; }

    /// <summary>Creates the cursor of the next page; null after the last page.</summary>
    public static TokenCursor? Next(PageCursor? current, string? nextToken, string serviceName, IDiagnosticSink diagnostics)
    {
        if (TryNext(current, nextToken, out var next))
        {
            return next;
        }

        diagnostics.Write(new DiagnosticEvent(
            DiagnosticLevel.Warning, $"{serviceName} returned the same page again. The list ends here and may be incomplete."));
        return null;
    }

    /// <summary>Creates the cursor of the next page if the list must be complete; null after the last page.</summary>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: the service returned the same page again, so the list is incomplete.</exception>
    public static TokenCursor? NextOfAll(PageCursor? current, string? nextToken, string serviceName, string operation) => TryNext(current, nextToken, out var next)
        ? next
        : throw new ServiceException(ServiceErrorKind.UnexpectedResponse, $"{operation} returned the same page again, so the list is incomplete. Try again.")
        {
            Operation = operation, ServiceName = serviceName, IsRetryable = true,
        };

    private static bool TryNext(PageCursor? current, string? nextToken, out TokenCursor? next)
    {
        next = null;
        if (string.IsNullOrEmpty(nextToken))
        {
            return true;
        }

        var seen = (current as TokenCursor)?._seen ?? new HashSet<string>(StringComparer.Ordinal);
        next = seen.Add(nextToken!) ? new TokenCursor(nextToken!, seen) : null;
        return next is not null;
    }
}
