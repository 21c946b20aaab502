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
        if (string.IsNullOrEmpty(nextToken))
        {
            return null;
        }

        var seen = (current as TokenCursor)?._seen ?? new HashSet<string>(StringComparer.Ordinal);
        if (seen.Add(nextToken!))
        {
            return new TokenCursor(nextToken!, seen);
        }

        diagnostics.Write(new DiagnosticEvent(
            DiagnosticLevel.Warning, "codepipeline gave the same page again; the list ends here and may be short."));
        return null;
    }
}
