using System;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pages;

/// <summary>The pages that replace the AWS console, at the console's own paths.</summary>
internal sealed class ConsolePages
{
    private const string Root = "/codesuite/";

    private readonly SandboxState _state;
    private readonly ExecutionEngine _engine;
    private readonly ConsentPage _connectionPage;

    /// <summary>Initializes a new instance of the <see cref="ConsolePages"/> class.</summary>
    /// <param name="state">The state.</param>
    /// <param name="engine">Advances executions.</param>
    public ConsolePages(SandboxState state, ExecutionEngine engine)
    {
        _engine = engine;
        _state = state;
        _connectionPage = new ConsentPage(new FormToken());
    }

    /// <summary>Determines whether a request is for a page. S3 requests can have the same path, but they are signed.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public static bool Claims(SandboxRequest request) =>
        request.Path.StartsWith(Root, StringComparison.Ordinal) && request.Header("Authorization") is null;

    /// <summary>Handles a request for a page.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    public SandboxResponse Answer(SandboxRequest request)
    {
        var parts = request.Path.Substring(Root.Length).Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = UrlText.Decode(parts[i]);
        }

        lock (_state.Gate)
        {
            _engine.Advance();
            return parts switch
            {
                ["settings", var account, var region, var service, "connections", var id] =>
                    _connectionPage.Answer(request, ConnectionDirectory.FindByConsoleLink(_state, account, region, service, id)),
                ["codepipeline", "pipelines", var name, "view"] when request.Method == "GET" =>
                    PipelinePage.Show(_state, name, request.QueryValue("region") ?? _state.Options.Region),
                _ => HtmlPage.Message(404, "Page not found", "The sandbox has a page for each connection and each pipeline. Get-BitbucketConnection and Get-BitbucketPipeline show the links."),
            };
        }
    }
}
