using System;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Tests;

public sealed class PollScheduleTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Each_throttled_poll_doubles_the_delay_up_to_16_times_the_interval()
    {
        var schedule = Schedule(TimeSpan.FromHours(1), TimeSpan.FromSeconds(10));

        foreach (var seconds in new[] { 10, 20, 40, 80, 160, 160, 160 })
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), schedule.Delay);
            schedule.Note(isThrottled: true);
        }

        schedule.Note(isThrottled: false);
        Assert.Equal(TimeSpan.FromSeconds(10), schedule.Delay);
    }

    [Fact]
    public void A_delay_ends_at_the_deadline()
    {
        var schedule = Schedule(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(10));
        schedule.Start();
        _clock.Advance(TimeSpan.FromSeconds(10));
        schedule.Start();
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10)), (schedule.Elapsed, schedule.Remaining, schedule.Delay));

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(5), schedule.Delay);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (schedule.Remaining, schedule.Delay));
    }

    [Fact]
    public void The_time_before_the_first_poll_does_not_count()
    {
        var schedule = Schedule(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(25)), (schedule.Elapsed, schedule.Remaining));
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(0.5, 10)]
    [InlineData(1, 11)]
    public void The_delay_differs_by_up_to_10_percent(double random, double seconds)
    {
        _clock.Random = random;

        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule(TimeSpan.FromHours(1), TimeSpan.FromSeconds(10)).Delay);
    }

    [Theory]
    [InlineData("ThrottlingException", false, false, true)]
    [InlineData("ThrottlingException", false, true, true)]
    [InlineData("InternalFailure", true, true, true)]
    [InlineData("InternalFailure", true, false, false)]
    [InlineData("AccessDeniedException", false, true, false)]
    public void A_wait_continues_if_the_error_is_temporary(string code, bool isRetryable, bool wasSeen, bool continues) => Assert.Equal(
        continues, PollSchedule.Outlives(new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = code, IsRetryable = isRetryable }, wasSeen));

    private PollSchedule Schedule(TimeSpan timeout, TimeSpan interval) => new(new WaitOptions { Timeout = timeout, PollInterval = interval }, _clock);
}
