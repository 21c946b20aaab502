using System.Net;
using System.Text.RegularExpressions;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class ConsolePageTests : IDisposable
{
    private static readonly Regex s_hiddenField = new("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private readonly TestSandbox _sandbox = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(TestSandbox.CodeStar)]
    [InlineData(TestSandbox.CodeConnections)]
    public async Task A_person_completes_a_connection_step_by_step(string service)
    {
        var arn = await _sandbox.ConnectionAsync("My <connection>", service);
        var page = PathOf(arn);

        var (status, update) = await GetAsync(page);
        Assert.Equal(200, status);
        Assert.Contains("Update pending connection</button>", update, StringComparison.Ordinal);
        var choose = (await SubmitAsync(page, update)).Html;
        Assert.Contains("<h1>Connect to Bitbucket</h1>", choose, StringComparison.Ordinal);
        Assert.Contains("Sandbox.", choose, StringComparison.Ordinal);
        Assert.Contains("My &lt;connection&gt;", choose, StringComparison.Ordinal);
        Assert.Contains("Install a new app", choose, StringComparison.Ordinal);

        var grant = await SubmitAsync(page, choose, ("installation", "new"));
        Assert.Contains("Grant access</button>", grant.Html, StringComparison.Ordinal);
        var complete = await SubmitAsync(page, grant.Html);
        Assert.Contains("Complete connection</button>", complete.Html, StringComparison.Ordinal);
        Assert.Contains($"<dt>Connection id</dt><dd>{arn[(arn.LastIndexOf('/') + 1)..]}</dd>", complete.Html, StringComparison.Ordinal);
        Assert.All(new[] { choose, grant.Html, complete.Html }, html => Assert.Contains($"href=\"/{page}\">Cancel</a>", html, StringComparison.Ordinal));
        Assert.Equal("PENDING", await StatusAsync(service, arn));

        var done = await SubmitAsync(page, complete.Html);
        Assert.Equal(200, done.Status);
        Assert.Contains("Connection complete", done.Html, StringComparison.Ordinal);
        Assert.Equal("AVAILABLE", await StatusAsync(service, arn));
    }

    [Fact]
    public async Task A_completed_connection_is_not_pending()
    {
        var arn = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(arn);

        var (status, html) = await GetAsync(PathOf(arn));

        Assert.Equal(409, status);
        Assert.Contains("is not pending", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    public async Task A_form_from_another_page_changes_nothing(string token)
    {
        var arn = await _sandbox.ConnectionAsync();

        var answer = await PostAsync(PathOf(arn), [("token", token), ("step", "complete")]);

        Assert.Equal(403, answer.Status);
        Assert.Equal("PENDING", await StatusAsync(TestSandbox.CodeStar, arn));
    }

    [Fact]
    public async Task The_token_of_one_connection_does_not_complete_another()
    {
        var (_, html) = await GetAsync(PathOf(await _sandbox.ConnectionAsync()));
        var other = await _sandbox.ConnectionAsync();

        var answer = await PostAsync(PathOf(other), [("token", Hidden(html)["token"]), ("step", "complete")]);

        Assert.Equal(403, answer.Status);
        Assert.Equal("PENDING", await StatusAsync(TestSandbox.CodeStar, other));
    }

    [Fact]
    public async Task Pages_of_missing_resources_return_not_found()
    {
        Assert.Equal(404, (await GetAsync("codesuite/settings/123456789012/us-east-1/codestar-connections/connections/none")).Status);
        Assert.Equal(404, (await GetAsync("codesuite/codepipeline/pipelines/none/view?region=us-east-1")).Status);
        var (status, html) = await GetAsync("codesuite/codepipeline/pipelines/%3Cscript%3E/view");
        Assert.Equal(404, status);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Pages_contain_no_scripts_and_cannot_be_framed()
    {
        using var response = await _sandbox.Http.GetAsync(new Uri(PathOf(await _sandbox.ConnectionAsync()), UriKind.Relative), Stop);

        var policy = string.Join(";", response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task The_page_of_a_pipeline_shows_its_stages()
    {
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info) });

        var (status, html) = await GetAsync("codesuite/codepipeline/pipelines/demo/view?region=us-east-1");

        Assert.Equal(200, status);
        Assert.Contains("<th scope=\"row\">Source</th><td>Failed</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Build</th><td>Didn&#39;t run</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_can_complete_a_connection_or_gets_the_reason_why_not()
    {
        var arn = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(arn);
        Assert.Equal("AVAILABLE", await StatusAsync(TestSandbox.CodeStar, arn));

        Assert.Equal(ServiceErrorKind.Sandbox, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection(arn)).Kind);
        Assert.Equal(ServiceErrorKind.NotFound, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection(arn[..^1] + "z")).Kind);
        Assert.Equal(ServiceErrorKind.InvalidInput, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection("nonsense")).Kind);
    }

    private static string PathOf(string arn)
    {
        var parts = arn.Split(':');
        return $"codesuite/settings/{parts[4]}/{parts[3]}/{parts[2]}/connections/{parts[5]["connection/".Length..]}";
    }

    private static Dictionary<string, string> Hidden(string html) =>
        s_hiddenField.Matches(html).Cast<Match>().ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));

    private async Task<string> StatusAsync(string service, string arn) =>
        (await _sandbox.CallAsync(service, "GetConnection", new JsonObject { ["ConnectionArn"] = arn })).Json["Connection"]!["ConnectionStatus"]!.GetValue<string>();

    private async Task<(int Status, string Html)> GetAsync(string path)
    {
        using var response = await _sandbox.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    private Task<(int Status, string Html)> SubmitAsync(string path, string html, params (string Name, string Value)[] chosen) =>
        PostAsync(path, [.. Hidden(html).Select(field => (field.Key, field.Value)), .. chosen]);

    private async Task<(int Status, string Html)> PostAsync(string path, (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _sandbox.Http.PostAsync(new Uri(path, UriKind.Relative), form, Stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
