using System;
using System.Collections.Generic;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>The token of the next page, and the ones before: a service that gives one again would never end.</summary>
internal sealed class TokenCursor : PageCursor
{
    private readonly HashSet<string> _seen;

    private TokenCursor(string token, HashSet<string> seen)
    {
        Token = token;
        _seen = seen;
    }

    public string Token { get; }

    /// <summary>Makes the cursor of the page after this one; null after the last.</summary>
    public static TokenCursor? Next(PageCursor? current, string? nextToken, IDiagnosticSink diagnostics)
    {
        if (TryNext(current, nextToken, out var next))
        {
            return next;
        }

        diagnostics.Write(new DiagnosticEvent(
            DiagnosticLevel.Warning, "codepipeline returned the same page again. The list ends here and may be incomplete."));
        return null;
    }

    /// <summary>Makes the cursor of the page after this one, where a decision depends on the whole list; null after the last.</summary>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: the service gave the same page again, so that the list is not complete.</exception>
    public static TokenCursor? NextOfAll(PageCursor? current, string? nextToken, string operation) => TryNext(current, nextToken, out var next)
        ? next
        : throw new ServiceException(ServiceErrorKind.UnexpectedResponse, $"{operation} returned the same page again, so the list is incomplete. Try again.")
        {
            Operation = operation, ServiceName = "codepipeline", IsRetryable = true,
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
