using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using static BitbucketConnections.Sandbox.Pages.HtmlPage;

namespace BitbucketConnections.Sandbox.Pages;

/// <summary>
/// The page that completes a connection. It has the steps of AWS and Bitbucket: update the pending connection, choose an app installation, grant access or cancel, complete.
/// </summary>
internal sealed class ConsentPage
{
    private const string Title = "Connect to Bitbucket";
    private const string NewInstallation = "new";
    private const string KnownInstallation = "sandbox-workspace";

    private readonly FormToken _token;

    /// <summary>Initializes a new instance of the <see cref="ConsentPage"/> class.</summary>
    /// <param name="token">Creates and checks the token of the form.</param>
    public ConsentPage(FormToken token) => _token = token;

    /// <summary>Handles a request for the page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="connection">The connection, or null.</param>
    /// <returns>The page of the next step.</returns>
    public SandboxResponse Answer(SandboxRequest request, ConnectionRecord? connection)
    {
        if (connection is null)
        {
            return Message(404, "Connection not found", "This address has no connection. The connection was deleted, or the sandbox was restarted.");
        }

        if (connection.Status != ConnectionStatuses.Pending)
        {
            return Write(409, Title, Summary(connection) + "<section><p>This connection is not pending. Only a pending connection can be completed.</p></section>");
        }

        return request.Method switch
        {
            "GET" => Write(200, Title, Update(request.Path, connection)),
            "POST" => Submit(request, connection),
            _ => Message(405, Title, "This page accepts only GET and POST."),
        };
    }

    private SandboxResponse Submit(SandboxRequest request, ConnectionRecord connection)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in UrlText.ParsePairs(request.BodyText, plusIsSpace: true))
        {
            form[pair.Key] = pair.Value;
        }

        string? Field(string name) => form.TryGetValue(name, out var value) ? value : null;
        if (!_token.Accepts(request.Path, Field("token")))
        {
            return Message(403, Title, "The form was not sent from this page, or the sandbox was restarted. Open the page again.");
        }

        var installation = Field("installation") == NewInstallation ? NewInstallation : KnownInstallation;
        switch (Field("step"))
        {
            case "update":
                return Write(200, Title, Choose(request.Path, connection));
            case "choose":
                return Write(200, Title, Grant(request.Path, connection, installation));
            case "grant":
                return Write(200, Title, Complete(request.Path, connection, installation));
            case "complete" when ConnectionHandshake.TryComplete(connection):
                return Write(200, "Connection complete", Summary(connection) + "<section><p>The connection is ready to use. You can close this page and go back to your terminal.</p></section>");
            default:
                return Message(400, Title, "The form's step is not valid. Open the page again.");
        }
    }

    private string Update(string path, ConnectionRecord connection) => Summary(connection) + Form(path, "update", """
        <p>The connection was created, and does not work until you complete it with Bitbucket.</p>
        <div class="buttons"><button type="submit" autofocus>Update pending connection</button></div>
        """);

    private string Choose(string path, ConnectionRecord connection) => Summary(connection) + Form(path, "choose", $"""
        <h2>1. Choose an app installation</h2>
        <p>The connection uses the app to access the repositories of a Bitbucket workspace.</p>
        <fieldset><legend>App installation</legend>
        <label><input type="radio" name="installation" value="{KnownInstallation}" checked autofocus> {KnownInstallation} <small>an existing installation</small></label>
        <label><input type="radio" name="installation" value="{NewInstallation}"> Install a new app <small>at Bitbucket, this requires administrator permission for the workspace</small></label>
        </fieldset>
        <div class="buttons"><a class="button" href="{Encode(path)}">Cancel</a><button type="submit">Next</button></div>
        """);

    private string Grant(string path, ConnectionRecord connection, string installation) => Summary(connection) + Form(path, "grant", $"""
        <h2>2. Grant access</h2>
        <p>The app requests permission to read your account, your repositories and their pull requests, to write to repositories, and to register webhooks.</p>
        <input type="hidden" name="installation" value="{installation}">
        <div class="buttons"><a class="button" href="{Encode(path)}">Cancel</a><button type="submit" autofocus>Grant access</button></div>
        """);

    private string Complete(string path, ConnectionRecord connection, string installation) => Summary(connection) + Form(path, "complete", $"""
        <h2>3. Complete the connection</h2>
        <dl>
        <dt>App installation</dt><dd>{(installation == NewInstallation ? "a new one" : installation)}</dd>
        <dt>Connection id</dt><dd>{Encode(connection.Arn.Substring(connection.Arn.LastIndexOf('/') + 1))}</dd>
        </dl>
        <input type="hidden" name="installation" value="{installation}">
        <div class="buttons"><a class="button" href="{Encode(path)}">Cancel</a><button type="submit" autofocus>Complete connection</button></div>
        """);

    private string Form(string path, string step, string content) => $"""
        <section><form method="post" action="{Encode(path)}">
        <input type="hidden" name="token" value="{_token.TokenOf(path)}">
        <input type="hidden" name="step" value="{step}">
        {content}
        </form></section>
        """;

    private static string Summary(ConnectionRecord connection) => $"""
        <section><dl>
        <dt>Connection name</dt><dd>{Encode(connection.Name)}</dd>
        <dt>Provider</dt><dd>{Encode(connection.ProviderType)}</dd>
        <dt>Status</dt><dd class="status">{Encode(connection.Status)}</dd>
        <dt>ARN</dt><dd>{Encode(connection.Arn)}</dd>
        </dl></section>
        """;
}
