using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Waits of the sandbox use its clock.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_planned = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_delay_of_a_fault_uses_the_clock()
    {
        using var wait = new HeldWait(s_planned);
        using var sandbox = new TestSandbox(clock: wait.Clock);
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", Delay = s_planned });

        var call = sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections");
        await wait.StartsAsync();
        wait.End();

        Assert.Equal(200, (await call.WaitAsync(Eventually.HangLimit, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(1, wait.Count);
    }
}
