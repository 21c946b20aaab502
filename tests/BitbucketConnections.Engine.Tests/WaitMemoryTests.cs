#if NET
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Waits that last hours, on a clock of the test, keep no memory.</summary>
[Collection("environment")]
public sealed class WaitMemoryTests : IDisposable
{
    // The first two hours fill pools and caches, and the runtime compiles again what runs often. The third hour must keep nothing.
    private const long Limit = 256 * 1024;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private readonly SandboxFixture _fixture = new();
    private readonly FakeClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Three_hours_of_polls_of_a_connection_keep_no_memory()
    {
        var arn = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "slow" }, Token)).ConnectionArn;
        var waiter = Open().Connections.CreateWaiter([arn], new WaitOptions { Timeout = TimeSpan.FromHours(4), PollInterval = s_interval });

        await AssertFlatAsync(async () => Assert.Single((await waiter.PollAsync(Token)).Waiting));
    }

    [Fact]
    public async Task Three_hours_of_polls_of_an_execution_keep_no_memory()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var executions = Open().Executions;
        var run = Assert.Single((await executions.ListAsync("demo", null, Token)).Items);
        var waiter = executions.CreateWaiter([new ExecutionKey("demo", run.PipelineExecutionId)], new WaitOptions { Timeout = TimeSpan.FromHours(4), PollInterval = s_interval });

        await AssertFlatAsync(async () => Assert.Single((await waiter.PollAsync(Token)).Waiting));
    }

    private async Task AssertFlatAsync(Func<Task> poll)
    {
        var after = new long[3];
        for (var hour = 0; hour < after.Length; hour++)
        {
            for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(1); passed += s_interval)
            {
                await poll();
                _clock.Advance(s_interval);
            }

            after[hour] = Enumerable.Range(0, 3).Select(_ => GC.GetTotalMemory(forceFullCollection: true)).Last();
        }

        Assert.True(after[2] - after[1] < Limit, $"The third hour of polls kept {after[2] - after[1]} bytes.");
    }

    // A sink that keeps messages would be the memory that grows.
    private EngineSession Open() => new AwsEngine(_clock).Open(_fixture.Settings, new ForgetfulSink());

    private sealed class ForgetfulSink : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => true;

        public void Write(DiagnosticEvent diagnostic)
        {
        }
    }
}
#endif
