using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeGuruReviewer;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Reviews;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The wait for associations, and lists of many pages, with a client in memory.</summary>
public sealed class ReviewerAssociationWaiterTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly FakeReviewer _client = new();
    private readonly RecordingSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task One_association_needs_one_call_per_poll_every_10_seconds()
    {
        var waiter = Waiter(Add(1, "Associating"));

        var first = await waiter.PollAsync(Token);
        Assert.Equal((false, TimeSpan.FromSeconds(10), 1), (first.IsCompleted, first.Delay, first.Waiting.Count));
        Add(1, "Associated");
        var last = await waiter.PollAsync(Token);

        Assert.True(last.IsCompleted);
        Assert.Equal((Arn(1), "key-1"), (Assert.Single(last.Associated).AssociationArn, last.Associated[0].KmsKeyId));
        Assert.Equal(["Describe", "Describe"], _client.Calls);
        Assert.Equal([$"The association of 'ws/repo' is Associating ({Arn(1)}).", $"The association of 'ws/repo' is Associated ({Arn(1)})."], States());
    }

    [Fact]
    public async Task Several_associations_need_one_list_per_poll_and_one_call_for_each_that_changed()
    {
        var waiter = Waiter(Add(1, "Associating"), Add(2, "Associating"));
        await waiter.PollAsync(Token);
        Assert.Equal(["List", "List"], _client.Calls);

        Add(2, "Failed");
        var second = await waiter.PollAsync(Token);

        Assert.Equal(["List", "List", "Describe"], _client.Calls.Skip(2));
        var failed = Assert.Single(second.Failed);
        Assert.Equal((Arn(2), "ReviewerAssociationFailed"), (failed.AssociationArn, failed.Error.Condition));
        Assert.Contains("failed: Failed, Please retry", failed.Error.Message, StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
    }

    [Theory]
    [InlineData("Disassociating")]
    [InlineData("Disassociated")]
    public async Task An_association_that_is_removed_ends_the_wait(string state)
    {
        var poll = await Waiter(Add(1, state)).PollAsync(Token);

        Assert.Equal("ReviewerAssociationRemoved", Assert.Single(poll.Failed).Error.Condition);
        Assert.True(poll.IsCompleted);
    }

    [Fact]
    public async Task A_missing_association_is_final_after_three_polls_and_at_once_if_it_was_seen()
    {
        var waiter = Waiter(Arn(1));
        Assert.Empty((await waiter.PollAsync(Token)).Failed);
        Assert.Empty((await waiter.PollAsync(Token)).Failed);
        Assert.EndsWith("was not found.", Assert.Single((await waiter.PollAsync(Token)).Failed).Error.Message, StringComparison.Ordinal);

        var other = Waiter(Add(2, "Associating"));
        await other.PollAsync(Token);
        _client.States.Clear();
        Assert.EndsWith("no longer exists.", Assert.Single((await other.PollAsync(Token)).Failed).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_with_the_last_state()
    {
        var waiter = Waiter(Add(1, "Associating"));
        await waiter.PollAsync(Token);
        _clock.Advance(TimeSpan.FromSeconds(300));

        var failure = Assert.Single((await waiter.PollAsync(Token)).Failed).Error;

        Assert.Equal((ServiceErrorKind.WaitTimeout, "ReviewerAssociationWaitTimeout"), (failure.Kind, failure.Condition));
        Assert.StartsWith("After 300 s, the association of 'ws/repo' is still Associating", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_poll_and_a_failure_of_AWS_do_not_end_the_wait_but_a_refusal_does()
    {
        var waiter = Waiter(Add(1, "Associating"));
        await waiter.PollAsync(Token);
        foreach (var code in new[] { "ThrottlingException", "InternalServerException" })
        {
            _client.Failure = Refusal(code, code == "ThrottlingException" ? 429 : 500);
            Assert.False((await waiter.PollAsync(Token)).IsCompleted);
        }

        _client.Failure = Refusal("AccessDeniedException", 403);
        Assert.True(Assert.Single((await waiter.PollAsync(Token)).Failed).Error.IsAccessDenied);
    }

    [Fact]
    public void Another_ARN_is_refused()
    {
        var thrown = Assert.Throws<ServiceException>(() => Waiter("arn:aws:codestar-connections:us-east-1:123456789012:connection/1"));

        Assert.Equal("InvalidAssociationArn", thrown.Condition);
    }

    [Fact]
    public async Task A_page_that_repeats_ends_a_list_with_a_warning_and_fails_a_list_that_must_be_complete()
    {
        Add(1, "Associated");
        Add(2, "Associated");
        _client.RepeatsToken = true;
        var service = new ReviewerAssociationService(Api, "us-east-1", _sink, _clock);

        var next = (await service.ListAsync(new ReviewerAssociationQuery(), null, Token)).Next;
        Assert.Null((await service.ListAsync(new ReviewerAssociationQuery(), next, Token)).Next);
        Assert.Single(_sink.Messages(DiagnosticLevel.Warning));

        var complete = new ReviewerAssociationQuery { RequireComplete = true };
        var after = (await service.ListAsync(complete, null, Token)).Next;
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => service.ListAsync(complete, after, Token));
        Assert.Equal((ServiceErrorKind.UnexpectedResponse, true), (thrown.Kind, thrown.IsRetryable));
    }

    private static AmazonCodeGuruReviewerException Refusal(string code, int status) => new(code, ErrorType.Sender, code, "r-1", (System.Net.HttpStatusCode)status);

    private static string Arn(int number) => $"arn:aws:codeguru-reviewer:us-east-1:123456789012:association:00000000-0000-4000-8000-{number:D12}";

    private string Add(int number, string state)
    {
        _client.States[Arn(number)] = state;
        return Arn(number);
    }

    private string[] States() => _sink.Messages(DiagnosticLevel.Verbose).Where(m => m.StartsWith("The association", StringComparison.Ordinal)).ToArray();

    private ReviewerAssociationWaiter Waiter(params string[] arns) => new(
        Api, arns, new WaitOptions { Timeout = TimeSpan.FromSeconds(300), PollInterval = TimeSpan.FromSeconds(10) }, _sink, _clock);

    private ReviewerApi Api(string region) => new(_client, new ServiceCaller(new CallOrigin(_sink, null), null, () => "a test", _clock), region);
}
