using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Waits of the sandbox use its clock.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_planned = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_delay_of_a_fault_uses_the_clock()
    {
        var waits = 0;
        var clock = new SandboxClock(() => DateTimeOffset.UtcNow, (duration, token) =>
        {
            if (duration != s_planned)
            {
                return Task.Delay(duration, token);
            }

            waits++;
            return Task.CompletedTask;
        });
        using var sandbox = new TestSandbox(clock: clock);
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", Delay = s_planned });

        var answer = await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections").WaitAsync(s_bound, TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, waits);
    }
}
