using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ConnectionWaiterTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public ConnectionWaiterTests() => _fixture = new SandboxFixture(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Three_connections_need_one_list_call_per_poll()
    {
        var arns = await CreateAsync("a", "b", "c");
        var waiter = Waiter(arns);

        for (var poll = 1; poll <= 3; poll++)
        {
            var before = (_fixture.Sink.Calls("ListConnections"), _fixture.Sink.Calls("GetConnection"));
            var seen = await waiter.PollAsync(Token);
            Assert.Equal((before.Item1 + 1, before.Item2), (_fixture.Sink.Calls("ListConnections"), _fixture.Sink.Calls("GetConnection")));
            Assert.Equal(3, seen.Waiting.Count);
            Assert.False(seen.IsCompleted);
        }

        arns.ForEach(_fixture.Sandbox.CompleteConnection);
        var last = await waiter.PollAsync(Token);
        Assert.Equal(arns.Order(), last.Available.Select(c => c.ConnectionArn).Order());
        Assert.True(last.IsCompleted);
    }

    [Fact]
    public async Task Each_connection_is_returned_by_the_poll_that_found_it()
    {
        var arns = await CreateAsync("a", "b");
        var waiter = Waiter(arns);
        _fixture.Sandbox.CompleteConnection(arns[1]);

        Assert.Equal(arns[1], Assert.Single((await waiter.PollAsync(Token)).Available).ConnectionArn);
        _fixture.Sandbox.CompleteConnection(arns[0]);
        var second = await waiter.PollAsync(Token);
        Assert.Equal(arns[0], Assert.Single(second.Available).ConnectionArn);
        Assert.True(second.IsCompleted);
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_with_the_last_state_and_the_link()
    {
        var arn = Assert.Single(await CreateAsync("slow"));
        var waiter = Waiter([arn], TimeSpan.FromSeconds(30));

        var first = await waiter.PollAsync(Token);
        Assert.Equal(TimeSpan.FromSeconds(5), first.Delay);
        _clock.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(TimeSpan.FromSeconds(2), (await waiter.PollAsync(Token)).Delay);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var last = await waiter.PollAsync(Token);

        var failure = Assert.Single(last.Failed);
        Assert.Equal((ServiceErrorKind.WaitTimeout, arn), (failure.Error.Kind, failure.ConnectionArn));
        Assert.Contains("still PENDING", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains(failure.LastSeen!.ConsoleUrl!.ToString(), failure.Error.Message, StringComparison.Ordinal);
        Assert.True(last.IsCompleted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Setting_the_system_s_clock_neither_ends_nor_extends_a_wait(int days)
    {
        var waiter = Waiter(await CreateAsync("slow"), TimeSpan.FromSeconds(30));
        await waiter.PollAsync(Token);

        _clock.UtcNow += TimeSpan.FromDays(days);
        Assert.False((await waiter.PollAsync(Token)).IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True((await waiter.PollAsync(Token)).IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_does_not_exist_fails_after_three_polls_and_others_continue()
    {
        var arn = Assert.Single(await CreateAsync("a"));
        const string Missing = "arn:aws:codestar-connections:us-east-1:123456789012:connection/00000000-0000-4000-8000-000000000000";
        var waiter = Waiter([arn, Missing]);

        Assert.Empty((await waiter.PollAsync(Token)).Failed);
        Assert.Empty((await waiter.PollAsync(Token)).Failed);
        var third = await waiter.PollAsync(Token);

        Assert.Equal((Missing, ServiceErrorKind.NotFound), (Assert.Single(third.Failed).ConnectionArn, third.Failed[0].Error.Kind));
        Assert.Equal(arn, Assert.Single(third.Waiting).ConnectionArn);
    }

    [Fact]
    public async Task A_connection_that_was_deleted_during_the_wait_fails_at_once()
    {
        var arn = Assert.Single(await CreateAsync("a"));
        var waiter = Waiter([arn]);
        await waiter.PollAsync(Token);
        await _fixture.Session.Connections.DeleteAsync(arn, Token);

        Assert.Contains("no longer exists", Assert.Single((await waiter.PollAsync(Token)).Failed).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_slows_the_wait_and_does_not_end_it()
    {
        var arns = await CreateAsync("a", "b");
        var waiter = Waiter(arns);
        await waiter.PollAsync(Token);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = "ThrottlingException" });

        var throttled = await waiter.PollAsync(Token);
        Assert.Empty(throttled.Failed);
        Assert.Equal(TimeSpan.FromSeconds(10), throttled.Delay);

        _fixture.Sandbox.ClearFaults();
        Assert.Equal(TimeSpan.FromSeconds(5), (await waiter.PollAsync(Token)).Delay);
    }

    [Fact]
    public async Task A_throttled_API_slows_the_wait_with_any_response_of_the_other()
    {
        var star = Assert.Single(await CreateAsync("a"));
        var other = (await _fixture.Session.Connections.CreateAsync(
            new ConnectionRequest { ConnectionName = "b", Api = ConnectionApi.CodeConnections }, Token)).ConnectionArn;
        var waiter = Waiter([star, other]);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "codestar-connections:GetConnection", ErrorCode = "ThrottlingException" });

        Assert.Equal(TimeSpan.FromSeconds(10), (await waiter.PollAsync(Token)).Delay);
        Assert.Equal(TimeSpan.FromSeconds(20), (await waiter.PollAsync(Token)).Delay);
    }

    [Fact]
    public async Task A_denied_poll_fails_only_its_connections()
    {
        var arn = Assert.Single(await CreateAsync("a"));
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = "AccessDeniedException", Message = "no" });

        var poll = await Waiter([arn]).PollAsync(Token);

        Assert.Equal("AccessDeniedException", Assert.Single(poll.Failed).Error.ErrorCode);
        Assert.True(poll.IsCompleted);
    }

    [Fact]
    public async Task The_two_APIs_and_Regions_are_polled_separately()
    {
        var star = Assert.Single(await CreateAsync("a"));
        var other = (await _fixture.Open("eu-west-1").Connections.CreateAsync(
            new ConnectionRequest { ConnectionName = "b", Api = ConnectionApi.CodeConnections }, Token)).ConnectionArn;
        _fixture.Sandbox.CompleteConnection(star);
        _fixture.Sandbox.CompleteConnection(other);

        var poll = await Waiter([star, other, star]).PollAsync(Token);

        Assert.Equal(new[] { star, other }.Order(), poll.Available.Select(c => c.ConnectionArn).Order());
        Assert.Equal(0, _fixture.Sink.Calls("ListConnections"));
    }

    [Fact]
    public void A_value_that_is_not_an_ARN_is_rejected() => Assert.Equal(
        "InvalidConnectionArn", Assert.Throws<ServiceException>(() => Waiter(["MyConnection"])).Condition);

    private IConnectionWaiter Waiter(IReadOnlyList<string> arns, TimeSpan? timeout = null) => _fixture.Session.Connections.CreateWaiter(
        arns, new WaitOptions { Timeout = timeout ?? TimeSpan.FromMinutes(45), PollInterval = TimeSpan.FromSeconds(5) });

    private async Task<List<string>> CreateAsync(params string[] names)
    {
        var arns = new List<string>();
        foreach (var name in names)
        {
            arns.Add((await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = name }, Token)).ConnectionArn);
        }

        return arns;
    }
}
