using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>The retry behavior of AWS SDKs since November 2026 (AWSSDK.Core 4.0.103 and later).</summary>
public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_that_a_service_requests_is_respected()
    {
        var calls = 0;
        using var server = new LoopbackServer(_ =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                var throttled = new Answer("""{"__type":"ThrottlingException"}""", 400);
                throttled.Headers["x-amz-retry-after"] = "1500";
                return throttled;
            }

            return new Answer("""{"pipelines":[]}""");
        });
        using var client = Clients.CodePipeline(server, retries: 1);

        await client.ListPipelinesAsync(new(), Token);

        var waited = server.Requests.Last().At - server.Requests.First().At;

        // Without the header the wait is random, from 0 to 1 second.
        Assert.True(waited >= TimeSpan.FromMilliseconds(1400), $"The second try came after {waited.TotalMilliseconds:0} ms.");
    }

    [Fact]
    public async Task Retries_end_when_the_quota_of_500_is_used_at_14_for_each_retry()
    {
        using var server = new LoopbackServer(_ => new Answer("""{"__type":"InternalFailure"}""", 500));
        using var client = Clients.CodePipeline(server, retries: 2);

        for (var call = 0; call < 30; call++)
        {
            await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.ListPipelinesAsync(new(), Token));
        }

        Assert.Equal(30 + (500 / 14), server.Requests.Count);
    }
}
