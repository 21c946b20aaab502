#if NET
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Tests;

public sealed class HttpWarmUpTests
{
    [Fact]
    public async Task The_warm_up_gets_an_answer_and_runs_once()
    {
        var run = HttpWarmUp.Start();

        Assert.Equal("{}".Length, await run);
        Assert.Same(run, HttpWarmUp.Start());
    }
}
#endif
