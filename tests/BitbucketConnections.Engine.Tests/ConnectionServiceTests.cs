using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ConnectionServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConnectionApi.CodeStarConnections, "codestar-connections")]
    [InlineData(ConnectionApi.CodeConnections, "codeconnections")]
    public async Task A_new_connection_is_PENDING_and_shows_the_next_step(ConnectionApi api, string service)
    {
        using var fixture = new SandboxFixture();

        var created = await fixture.Session.Connections.CreateAsync(
            new ConnectionRequest { ConnectionName = "MyConnection", Api = api, Tags = new Dictionary<string, string> { ["team"] = "web" } }, Token);

        Assert.StartsWith($"arn:aws:{service}:us-east-1:123456789012:connection/", created.ConnectionArn, StringComparison.Ordinal);
        Assert.Equal(("MyConnection", "PENDING", "Bitbucket", "us-east-1", "123456789012"), (created.ConnectionName, created.ConnectionStatus, created.ProviderType, created.Region, created.OwnerAccountId));
        Assert.Contains(created.ConsoleUrl!.ToString(), created.NextStep, StringComparison.Ordinal);
        Assert.Contains("Update pending connection", created.NextStep, StringComparison.Ordinal);
        Assert.Contains($"Wait-BitbucketConnection -ConnectionArn {created.ConnectionArn}", created.NextStep, StringComparison.Ordinal);
        Assert.Equal(fixture.Sandbox.Info.Port, new Uri(created.ConsoleUrl).Port);
        var tag = Assert.Single(await fixture.Session.Tags.ListAsync(created.ConnectionArn, Token));
        Assert.Equal(("team", "web"), (tag.Key, tag.Value));
    }

    [Fact]
    public async Task A_list_merges_both_APIs_page_by_page()
    {
        using var fixture = new SandboxFixture();
        var made = new List<string>();
        for (var i = 0; i < 103; i++)
        {
            made.Add((await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "star-" + i }, Token)).ConnectionArn);
        }

        made.Add((await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "new", Api = ConnectionApi.CodeConnections }, Token)).ConnectionArn);
        var before = fixture.Sink.Calls("ListConnections");

        var listed = await ListAsync(fixture.Session);

        Assert.Equal(made.Order(), listed.Select(c => c.ConnectionArn).Order());
        Assert.Equal(3, fixture.Sink.Calls("ListConnections") - before);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("UnknownOperationException")]
    [InlineData("OptInRequired")]
    [InlineData("SubscriptionRequiredException")]
    [InlineData("RegionDisabledException")]
    [InlineData(null)]
    public async Task One_API_that_is_denied_or_missing_is_a_warning(string? code)
    {
        foreach (var (missing, other) in new[] { ("codestar-connections", "codeconnections"), ("codeconnections", "codestar-connections") })
        {
            using var fixture = new SandboxFixture();
            await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "a" }, Token);
            await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "a", Api = ConnectionApi.CodeConnections }, Token);
            fixture.Sandbox.AddFault(new SandboxFault { Operation = missing + ":ListConnections", ErrorCode = code, Message = code is null ? null : "not there", CutConnection = code is null });

            Assert.Contains($":{other}:", Assert.Single(await ListAsync(fixture.Session)).ConnectionArn, StringComparison.Ordinal);
            Assert.Contains($"does not include the connections of {missing}: ", Assert.Single(fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("InternalServerException")]
    [InlineData("ValidationException")]
    public async Task Any_other_failure_of_one_API_is_an_error(string code)
    {
        foreach (var api in new[] { "codestar-connections", "codeconnections" })
        {
            // The SDK waits between its own attempts.
            using var fixture = new SandboxFixture(new FakeClock());
            using var environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", "1"));
            fixture.Sandbox.AddFault(new SandboxFault { Operation = api + ":ListConnections", ErrorCode = code, Message = "no" });

            Assert.Equal(code, (await Assert.ThrowsAsync<ServiceException>(() => ListAsync(fixture.Open("us-east-1")))).ErrorCode);
        }
    }

    [Theory]
    [InlineData("codestar-connections", "AccessDeniedException", null)]
    [InlineData("codeconnections", "AccessDeniedException", null)]
    [InlineData("codestar-connections", "UnknownOperationException", null)]
    [InlineData("codeconnections", "UnknownOperationException", null)]
    [InlineData("codeconnections", "OptInRequired", null)]
    [InlineData("codeconnections", "SubscriptionRequiredException", null)]
    [InlineData("codestar-connections", null, ServiceErrorKind.EndpointUnreachable)]
    [InlineData("codeconnections", null, ServiceErrorKind.EndpointUnreachable)]
    public async Task An_incomplete_list_is_an_error_if_it_must_be_complete(string service, string? code, ServiceErrorKind? kind)
    {
        using var fixture = new SandboxFixture();
        await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "a" }, Token);
        fixture.Sandbox.AddFault(new SandboxFault { Operation = service + ":ListConnections", ErrorCode = code, Message = code is null ? null : "not authorized", CutConnection = code is null });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(fixture.Session, requireComplete: true));

        Assert.Equal(
            (ServiceErrorKind.Incomplete, "ConnectionListIncomplete", code, service, "ListConnections", "us-east-1"),
            (thrown.Kind, thrown.Condition, thrown.ErrorCode, thrown.ServiceName, thrown.Operation, thrown.Region));
        Assert.Contains($"Allow {service}:ListConnections, or specify the ARN", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-AllowDuplicateName", thrown.Message, StringComparison.Ordinal);
        var cause = Assert.IsType<ServiceException>(thrown.InnerException);
        Assert.Equal((code, kind ?? ServiceErrorKind.Service), (cause.ErrorCode, cause.Kind));
        Assert.StartsWith($"The list does not include the connections of {service}, and the command needs the complete list: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(cause.Message.TrimEnd('.') + ". Allow", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(cause.RequestId, thrown.RequestId);
        Assert.Empty(fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public async Task A_complete_list_is_returned_and_a_failed_list_keeps_its_error()
    {
        using var fixture = new SandboxFixture();
        await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "a" }, Token);
        await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "b", Api = ConnectionApi.CodeConnections }, Token);
        Assert.Equal(2, (await ListAsync(fixture.Session, requireComplete: true)).Count);

        fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = "AccessDeniedException", Message = "not authorized" });

        Assert.Equal("AccessDeniedException", (await Assert.ThrowsAsync<ServiceException>(() => ListAsync(fixture.Session, requireComplete: true))).ErrorCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ConnectionApi.CodeConnections)]
    public async Task A_list_that_returns_the_same_page_again_is_incomplete(ConnectionApi? api)
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(Page("""{"Connections":[],"NextToken":"t"}"""));
        var session = Open(server, new RecordingSink());
        var query = new ConnectionQuery { Api = api, RequireComplete = true };

        var first = await session.Connections.ListAsync(query, null, Token);
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => session.Connections.ListAsync(query, first.Next, Token));

        Assert.Equal("ConnectionListIncomplete", thrown.Condition);
        Assert.Contains("same page", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_both_APIs_list_is_returned_once()
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(Page("""{"Connections":[{"ConnectionArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/a","ConnectionName":"a"}]}"""));
        var sink = new RecordingSink();

        Assert.Equal("a", Assert.Single(await ListAsync(Open(server, sink))).ConnectionName);
        Assert.Equal(2, sink.Calls("ListConnections"));
    }

    [Fact]
    public async Task The_page_tokens_of_one_API_do_not_end_the_list_of_the_other()
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(Page("""{"Connections":[],"NextToken":"t"}"""));
        var sink = new RecordingSink();

        Assert.Empty(await ListAsync(Open(server, sink)));

        // Each API returns its first page twice.
        Assert.Equal(4, sink.Calls("ListConnections"));
        Assert.Equal(
            ["codestar-connections returned the same page again.", "codeconnections returned the same page again."],
            sink.Messages(DiagnosticLevel.Warning).Select(m => m[..(m.IndexOf('.', StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public async Task Both_APIs_denied_is_an_error()
    {
        using var fixture = new SandboxFixture();
        fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = "AccessDeniedException", Message = "not authorized" });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(fixture.Session));

        Assert.Equal("AccessDeniedException", thrown.ErrorCode);
    }

    [Fact]
    public async Task A_call_goes_to_the_API_and_Region_of_the_ARN()
    {
        using var fixture = new SandboxFixture();
        var other = await fixture.Open("eu-west-1").Connections.CreateAsync(
            new ConnectionRequest { ConnectionName = "far", Api = ConnectionApi.CodeConnections }, Token);

        var seen = await fixture.Session.Connections.GetAsync(other.ConnectionArn, Token);

        Assert.Equal("eu-west-1", seen.Region);
        Assert.Contains(fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.StartsWith("codeconnections GetConnection in eu-west-1:", StringComparison.Ordinal));
        await fixture.Session.Connections.DeleteAsync(other.ConnectionArn, Token);
        var gone = await Assert.ThrowsAsync<ServiceException>(() => fixture.Session.Connections.GetAsync(other.ConnectionArn, Token));
        Assert.Equal(("ResourceNotFoundException", 400, "GetConnection", "codeconnections", "eu-west-1"), (gone.ErrorCode, gone.HttpStatusCode, gone.Operation, gone.ServiceName, gone.Region));
        Assert.NotNull(gone.RequestId);
        Assert.NotNull(gone.InnerException);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_read_after_creation_is_still_returned()
    {
        using var fixture = new SandboxFixture();
        fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = "ResourceNotFoundException", Count = 2 });
        var created = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "late" }, Token);
        Assert.Equal("PENDING", created.ConnectionStatus);

        fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = "AccessDeniedException" });
        var unread = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "unread" }, Token);
        Assert.Equal(("unread", "PENDING", "123456789012"), (unread.ConnectionName, unread.ConnectionStatus, unread.OwnerAccountId));
        Assert.Contains(unread.ConnectionArn, Assert.Single(fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reads_of_a_new_connection_wait_with_the_clock()
    {
        var clock = new FakeClock();
        using var fixture = new SandboxFixture(clock);
        var start = clock.UtcNow;
        fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = "ResourceNotFoundException", Count = 4 });

        var created = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "late" }, Token);

        Assert.Equal(("late", "PENDING"), (created.ConnectionName, created.ConnectionStatus));
        Assert.Equal(TimeSpan.FromSeconds(3.7), clock.UtcNow - start);
    }

    [Fact]
    public async Task A_name_that_is_too_long_makes_no_AWS_call()
    {
        using var fixture = new SandboxFixture();

        var thrown = await Assert.ThrowsAsync<ServiceException>(
            () => fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = new string('x', 33) }, Token));

        Assert.Equal((ServiceErrorKind.InvalidInput, "InvalidConnectionName"), (thrown.Kind, thrown.Condition));
        Assert.Equal(0, fixture.Sink.Calls("CreateConnection"));
    }

    [Fact]
    public async Task An_invalid_name_and_an_invalid_tag_are_reported_together()
    {
        using var fixture = new SandboxFixture();

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => fixture.Session.Connections.CreateAsync(
            new ConnectionRequest { ConnectionName = string.Empty, Tags = new Dictionary<string, string> { ["aws:x"] = "y" } }, Token));

        Assert.Equal(["InvalidConnectionName", "InvalidTag"], thrown.Findings.Select(f => f.Id));
        Assert.Equal(0, fixture.Sink.Calls("CreateConnection"));
    }

    [Fact]
    public async Task An_endpoint_from_the_environment_is_called_with_the_Region_of_the_session()
    {
        using var fixture = new SandboxFixture();
        using var environment = new EnvironmentScope(
            ("AWS_ENDPOINT_URL", fixture.Sandbox.Info.EndpointUrl.ToString()), ("AWS_ACCESS_KEY_ID", fixture.Sandbox.Info.AccessKey), ("AWS_SECRET_ACCESS_KEY", fixture.Sandbox.Info.SecretKey));
        var session = fixture.Engine.Open(new SessionSettings { Region = "eu-west-1" }, fixture.Sink);

        var created = await session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "far" }, Token);

        Assert.Equal("eu-west-1", created.Region);
        Assert.Equal(created.ConnectionArn, Assert.Single(await ListAsync(session)).ConnectionArn);
    }

    [Fact]
    public async Task Equal_settings_share_their_clients_and_a_changed_environment_does_not()
    {
        using var fixture = new SandboxFixture();
        await ListAsync(fixture.Session);
        using var second = new Sandbox.SandboxHost().Start(new SandboxOptions());
        using var environment = new EnvironmentScope(
            ("AWS_ENDPOINT_URL", second.Info.EndpointUrl.ToString()), ("AWS_ACCESS_KEY_ID", second.Info.AccessKey), ("AWS_SECRET_ACCESS_KEY", second.Info.SecretKey));

        var session = fixture.Engine.Open(new SessionSettings { Region = "us-east-1" }, fixture.Sink);

        Assert.Empty(await ListAsync(session));
        Assert.StartsWith(
            second.Info.EndpointUrl.ToString(), (await session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token)).ConsoleUrl!.ToString(), StringComparison.Ordinal);
    }

    private static string Page(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static IEngineSession Open(RawServer server, RecordingSink sink) => new AwsEngine().Open(
        new SessionSettings { Region = "us-east-1", AccessKey = "AK", SecretKey = "SK", EndpointUrl = server.Url }, sink);

    private static async Task<List<Connection>> ListAsync(IEngineSession session, bool requireComplete = false)
    {
        var all = new List<Connection>();
        PageCursor? cursor = null;
        do
        {
            var page = await session.Connections.ListAsync(new ConnectionQuery { RequireComplete = requireComplete }, cursor, Token);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}
