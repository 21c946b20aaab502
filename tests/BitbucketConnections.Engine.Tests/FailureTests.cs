using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.AwsClients.Tests;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_connection_names_host_port_and_what_to_check()
    {
        using var environment = new EnvironmentScope();
        using var closed = new LoopbackPort();

        var thrown = await FailAsync(closed.Url);

        Assert.Equal(ServiceErrorKind.EndpointUnreachable, thrown.Kind);
        Assert.Contains($"127.0.0.1:{closed.Number}", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("refused", thrown.Message, StringComparison.Ordinal);
        Assert.True(thrown.IsRetryable);
    }

    [Fact]
    public async Task An_unknown_host_name_is_reported()
    {
        using var environment = new EnvironmentScope();

        var thrown = await FailAsync(new Uri("http://no-such-host.invalid/"));

        Assert.Equal(ServiceErrorKind.EndpointUnreachable, thrown.Kind);
        Assert.Contains("no-such-host.invalid", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_information_in_an_endpoint_is_not_shown()
    {
        using var environment = new EnvironmentScope();
        using var closed = new LoopbackPort();

        var thrown = await FailAsync(new Uri($"http://me:s3cr3t@127.0.0.1:{closed.Number}/"));

        Assert.DoesNotContain("s3cr3t", thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<html>sign in</html>")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<html>blocked</html>")]
    public async Task A_page_from_a_proxy_is_not_an_AWS_response(string answer)
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(answer);

        var thrown = await FailAsync(server.Url);

        Assert.Equal(ServiceErrorKind.UnexpectedResponse, thrown.Kind);
        Assert.Contains("proxy", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 900\r\n\r\n{\"pipelines\":[")]
    public async Task A_broken_connection_is_a_network_error(string answer)
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(answer);

        var thrown = await FailAsync(server.Url);

        Assert.True(thrown.Kind is ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.UnexpectedResponse, thrown.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Connection\":{\"ConnectionName\":\"x\"}}")]
    public async Task A_response_without_a_required_member_is_a_service_error(string body)
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(Json(body));
        var session = Open(server.Url);

        ServiceException[] failures =
        [
            await Assert.ThrowsAsync<ServiceException>(() => session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "x" }, Token)),
            await Assert.ThrowsAsync<ServiceException>(() => session.Connections.GetAsync(PipelineBuilderTests.Request().ConnectionArn!, Token)),
            await Assert.ThrowsAsync<ServiceException>(() => session.Pipelines.GetAsync("demo", null, Token)),
            await Assert.ThrowsAsync<ServiceException>(() => session.Executions.GetAsync("demo", "id", Token)),
        ];

        Assert.All(failures, f => Assert.Equal(ServiceErrorKind.UnexpectedResponse, f.Kind));
        Assert.Equal(["CreateConnection", "GetConnection", "GetPipeline", "GetPipelineExecution"], failures.Select(f => f.Operation));
    }

    [Fact]
    public async Task A_list_that_always_returns_the_same_page_ends_with_a_warning()
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(Json("""{"Connections":[],"NextToken":"t","pipelines":[],"nextToken":"t"}"""));
        var sink = new RecordingSink();
        var session = Open(server.Url, sink);

        Assert.Equal(2, await PagesAsync(c => session.Connections.ListAsync(new ConnectionQuery { Api = ConnectionApi.CodeConnections }, c, Token)));
        Assert.Contains("same page", Assert.Single(sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
        Assert.Equal(2, await PagesAsync(c => session.Pipelines.ListAsync(c, Token)));
        Assert.Equal(2, sink.Messages(DiagnosticLevel.Warning).Length);

        var poll = await session.Connections.CreateWaiter([ConnectionArn("a"), ConnectionArn("b")], new WaitOptions()).PollAsync(Token);
        Assert.False(poll.IsCompleted);
        Assert.Equal(3, sink.Messages(DiagnosticLevel.Warning).Length);
    }

    [Fact]
    public async Task A_timeout_of_the_HTTP_client_is_not_a_network_error()
    {
        using var server = new RawServer(answer: null);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) };
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync(server.Url, Token));

        var translated = FailureTranslator.Translate(failure, new Call("codepipeline", "ListPipelines", "us-east-1", null), server.Url);

        Assert.Equal((ServiceErrorKind.OperationTimeout, true, "ListPipelines"), (translated.Kind, translated.IsRetryable, translated.Operation));
        Assert.Same(failure, translated.InnerException);
    }

    [Fact]
    public void An_untrusted_connection_is_a_TLS_error()
    {
        var failure = new HttpRequestException("x", new System.Security.Authentication.AuthenticationException("y"));

        var translated = FailureTranslator.Translate(
            failure, new Call("codepipeline", "ListPipelines", "us-east-1", null), new Uri("https://me:s3cr3t@proxy.example:8443/"));

        Assert.Equal(ServiceErrorKind.EndpointUnreachable, translated.Kind);
        Assert.Contains("proxy.example:8443", translated.Message, StringComparison.Ordinal);
        Assert.Contains("TLS", translated.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", translated.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_slow_call_ends_it_within_a_second_as_a_cancellation()
    {
        using var fixture = new SandboxFixture();
        using var server = new RawServer(answer: null);
        using var source = new CancellationTokenSource();
        var call = fixture.Engine.Open(fixture.Settings with { EndpointUrl = server.Url }, fixture.Sink).Pipelines.ListAsync(null, source.Token);
        await server.Asked.WaitAsync(Eventually.HangLimit, Token);

        await TimeBound.WithinAsync(1, async () =>
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        });
    }

    [Fact]
    public async Task A_wrong_secret_is_an_error_with_the_AWS_code_and_without_the_secret()
    {
        using var fixture = new SandboxFixture();
        var session = fixture.Engine.Open(fixture.Settings with { SecretKey = "s3cr3t-and-wrong" }, fixture.Sink);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => session.Pipelines.ListAsync(null, Token));

        Assert.Contains(thrown.ErrorCode, new[] { "InvalidSignatureException", "SignatureDoesNotMatch" });
        Assert.DoesNotContain("s3cr3t", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_AWS_error_is_one_sentence_with_operation_target_code_and_request()
    {
        using var fixture = new SandboxFixture();

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => fixture.Session.Pipelines.GetAsync("nope", null, Token));

        Assert.Equal("PipelineNotFoundException", thrown.ErrorCode);
        Assert.Equal(
            $"GetPipeline for 'nope' failed: Account '123456789012' does not have a pipeline with name 'nope' (PipelineNotFoundException, request {thrown.RequestId})",
            thrown.Message);
    }

    [Fact]
    public async Task The_wire_is_shown_for_debugging_without_secrets()
    {
        using var fixture = new SandboxFixture(wantsDebug: true);

        await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "MyConnection" }, Token);

        var debug = string.Join("\n", fixture.Sink.Messages(DiagnosticLevel.Debug));
        Assert.Contains("\"ConnectionName\":\"MyConnection\"", debug, StringComparison.Ordinal);
        Assert.Contains("\"ConnectionArn\":", debug, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS4-HMAC", debug, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Sandbox.Info.SecretKey, debug, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"token":"t0p"}""")]
    [InlineData("""{"result":{"status":"Approved"},"token":"t0p0t0p0-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"configuration":{"OAuthToken":"t0p","Other":"x"}}""")]
    [InlineData("""{"SecretAccessKey" : "t0p\"t0p"}""")]
    [InlineData("""{"url":"https://me:t0p@bitbucket.org/ws/repo"}""")]
    public void Secrets_are_removed_from_a_body(string body) =>
        Assert.DoesNotContain("t0p", Redaction.Wire(body), StringComparison.Ordinal);

    private static Task<ServiceException> FailAsync(Uri endpoint) =>
        Assert.ThrowsAsync<ServiceException>(() => Open(endpoint).Pipelines.ListAsync(null, Token));

    private static IEngineSession Open(Uri endpoint, RecordingSink? sink = null) => new AwsEngine().Open(
        new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s", EndpointUrl = endpoint }, sink ?? new RecordingSink());

    private static string Json(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static string ConnectionArn(string id) => "arn:aws:codestar-connections:us-east-1:123456789012:connection/" + id;

    private static async Task<int> PagesAsync<T>(Func<PageCursor?, Task<Page<T>>> next)
    {
        var pages = 0;
        PageCursor? cursor = null;
        do
        {
            cursor = (await next(cursor)).Next;
            pages++;
        }
        while (cursor is not null);
        return pages;
    }
}
