using System.Net;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Pages;

/// <summary>The layout of the sandbox's pages: no scripts, no external content, and a note that it is not AWS.</summary>
internal static class HtmlPage
{
    // The colors of both themes have a contrast of at least 4.5 to 1.
    private const string Style = """
        :root{color-scheme:light dark;--text:#16191f;--quiet:#545b64;--page:#f2f3f3;--card:#fff;--line:#d5dbdb;--link:#1d4f91;--on-link:#fff;--focus:#1d6fd1;--note:#fff4d6;--note-line:#e0b34a}
        @media (prefers-color-scheme:dark){:root{--text:#e9ebed;--quiet:#b6bec9;--page:#0f1b2a;--card:#192534;--line:#414d5c;--link:#8bbcf7;--on-link:#0f1b2a;--focus:#cfe4ff;--note:#3b2f0b;--note-line:#8a6a14}}
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--text);background:var(--page)}
        .note{background:var(--note);border-bottom:1px solid var(--note-line);padding:.6rem 1rem;text-align:center;font-size:.9rem}
        main{max-width:44rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0 0 1rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem 1.5rem;margin-bottom:1rem}
        h2{font-size:1.1rem;margin:0 0 .75rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0}
        dt{color:var(--quiet)}
        dd{margin:0;overflow-wrap:anywhere}
        fieldset{border:0;margin:0;padding:0}
        legend{padding:0;color:var(--quiet)}
        label{display:block;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;cursor:pointer}
        label small{display:block;color:var(--quiet);margin-left:1.6rem}
        .buttons{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;margin-top:1rem}
        button,.button{font:inherit;padding:.45rem 1.25rem;border-radius:.3rem;border:1px solid var(--link);background:var(--link);color:var(--on-link);cursor:pointer;text-decoration:none}
        .button{background:var(--card);color:var(--link)}
        button:focus-visible,.button:focus-visible,input:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
        .status{font-weight:600}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        """;

    /// <summary>Encodes text for an element or a quoted attribute.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The encoded text.</returns>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? string.Empty;

    /// <summary>Writes a page.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The title, not encoded.</param>
    /// <param name="content">The content as HTML, with encoded values.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Write(int status, string title, string content)
    {
        var html = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} – sandbox</title>
            <style>{Style}</style>
            </head>
            <body>
            <div class="note" role="note"><strong>Sandbox.</strong> This page replaces the AWS console. It runs on this computer and sends nothing to AWS or Bitbucket.</div>
            <main>
            <h1>{Encode(title)}</h1>
            {content}
            </main>
            </body>
            </html>
            """;
        var response = new SandboxResponse(status, "text/html; charset=utf-8", html);
        response.Headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers["X-Frame-Options"] = "DENY";
        response.Headers["Cache-Control"] = "no-store";
        response.Headers["Referrer-Policy"] = "same-origin";
        return response;
    }

    /// <summary>Writes a page with one message.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The title.</param>
    /// <param name="text">The text, not encoded.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Message(int status, string title, string text) =>
        Write(status, title, $"<section><p>{Encode(text)}</p></section>");
}
