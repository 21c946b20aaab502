using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling.Rates;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the rate of calls against a server with a limit, on a clock that only the tests advance.</summary>
public sealed class CallRateTests
{
    private readonly FakeClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(200)]
    public async Task Calls_one_after_the_other_take_at_most_a_little_longer_than_the_limit_of_the_server_requires(int limit)
    {
        var server = new Server(_clock, limit);
        using var client = Client(server);
        var start = _clock.Uptime;

        for (var call = 0; call < limit * 30; call++)
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "GetPipeline"));
        }

        // The first second of calls is free: the server accepts a burst.
        var least = TimeSpan.FromSeconds(29);
        Assert.InRange(_clock.Uptime - start, least, least * 1.15);
        Assert.InRange(server.Throttled, 1, 20 + (limit * 3));
    }

    [Fact]
    public void Calls_share_a_rate_by_host_access_key_Region_service_and_operation()
    {
        var rates = new CallRates(_clock);
        CallRate Rate(string credential, string operation = "GetPipeline", string host = "a.example")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"https://{host}/");
            request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0");
            request.Headers.TryAddWithoutValidation("X-Amz-Target", operation);
            return rates.Of(request);
        }

        var rate = Rate("KEY/20260101/us-east-1/codepipeline/aws4_request");

        Assert.Same(rate, Rate("KEY/20260102/us-east-1/codepipeline/aws4_request"));
        Assert.NotSame(rate, Rate("OTHER/20260101/us-east-1/codepipeline/aws4_request"));
        Assert.NotSame(rate, Rate("KEY/20260101/eu-west-1/codepipeline/aws4_request"));
        Assert.NotSame(rate, Rate("KEY/20260101/us-east-1/iam/aws4_request"));
        Assert.NotSame(rate, Rate("KEY/20260101/us-east-1/codepipeline/aws4_request", operation: "ListPipelines"));
        Assert.NotSame(rate, Rate("KEY/20260101/us-east-1/codepipeline/aws4_request", host: "b.example"));
    }

    [Fact]
    public async Task Without_throttling_no_call_waits()
    {
        using var client = Client(new Server(_clock, 1000));
        var start = _clock.Uptime;

        for (var call = 0; call < 500; call++)
        {
            await SendAsync(client, "GetPipeline");
        }

        Assert.Equal(start, _clock.Uptime);
    }

    [Fact]
    public async Task A_throttled_call_is_returned_to_the_SDK_if_no_call_of_its_operation_succeeds()
    {
        var server = new Server(_clock, 0);
        using var client = Client(server);

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(client, "GetPipeline"));
        Assert.Equal(1, server.Throttled);
    }

    [Fact]
    public async Task Other_operations_accounts_and_Regions_have_their_own_rates()
    {
        var server = new Server(_clock, 5);
        using var client = Client(server);
        for (var call = 0; call < 20; call++)
        {
            await SendAsync(client, "GetPipeline");
        }

        Assert.True(server.Throttled > 0);
        var start = _clock.Uptime;
        foreach (var (operation, scope) in new[] { ("ListPipelines", "AKID/20261127/us-east-1"), ("GetPipeline", "OTHER/20261127/us-east-1"), ("GetPipeline", "AKID/20261127/eu-west-1") })
        {
            await SendAsync(client, operation, scope);
        }

        Assert.Equal(start, _clock.Uptime);
    }

    [Fact]
    public async Task A_minute_after_the_last_throttling_the_rate_is_not_limited()
    {
        var rate = new CallRate(_clock);
        rate.Succeeded();
        rate.Throttled(await rate.EnterAsync(Token));
        Assert.False(double.IsPositiveInfinity(rate.PerSecond));

        _clock.Advance(TimeSpan.FromSeconds(61));
        await rate.EnterAsync(Token);

        Assert.True(double.IsPositiveInfinity(rate.PerSecond));
    }

    [Fact]
    public async Task The_throttled_calls_of_one_burst_lower_the_rate_once()
    {
        var rate = new CallRate(_clock);
        var entered = await rate.EnterAsync(Token);
        for (var call = 0; call < 10; call++)
        {
            rate.Succeeded();
        }

        rate.Throttled(entered);
        var once = rate.PerSecond;
        rate.Throttled(entered);

        Assert.Equal(once, rate.PerSecond);
        Assert.InRange(once, 8, 9);
    }

    [Theory]
    [InlineData(400, """{"__type":"ThrottlingException","message":"Rate exceeded"}""", true)]
    [InlineData(400, """{"__type":"com.amazonaws.codepipeline#ThrottlingException"}""", true)]
    [InlineData(400, "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>", true)]
    [InlineData(503, "<Error><Code>SlowDown</Code></Error>", true)]
    [InlineData(429, """{"__type":"TooManyRequestsException"}""", true)]
    [InlineData(400, """{"__type":"ValidationException","message":"ThrottlingException"}""", false)]
    [InlineData(400, "", false)]
    [InlineData(500, """{"__type":"ThrottlingException"}""", false)]
    public async Task Throttling_is_recognised_in_all_protocols(int status, string body, bool isThrottled)
    {
        var server = new Server(_clock, 1000);
        using var client = Client(server);
        await SendAsync(client, "GetPipeline");
        server.Next = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };

        Assert.Equal(isThrottled ? HttpStatusCode.OK : (HttpStatusCode)status, await SendAsync(client, "GetPipeline"));
        Assert.Equal(["{}", "{}", .. isThrottled ? ["{}"] : Array.Empty<string>()], server.Bodies);
    }

    private HttpClient Client(Server server) => new(new RateHandler(server, new CallRates(_clock)));

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string operation, string scope = "AKID/20261127/us-east-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/") { Content = new StringContent("{}") };
        request.Headers.Add("X-Amz-Target", "CodePipeline_20150709." + operation);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={scope}/codepipeline/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request, Token);
        return response.StatusCode;
    }

    /// <summary>A server that accepts a number of calls per second, with a burst of one second.</summary>
    private sealed class Server(FakeClock clock, int limit) : HttpMessageHandler
    {
        private double _tokens = limit;
        private TimeSpan _filled = clock.Uptime;

        public int Throttled { get; private set; }

        public HttpResponseMessage? Next { get; set; }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            if (Next is { } next)
            {
                Next = null;
                return next;
            }

            _tokens = Math.Min(limit, _tokens + ((clock.Uptime - _filled).TotalSeconds * limit));
            _filled = clock.Uptime;
            if (_tokens >= 1)
            {
                _tokens--;
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") };
            }

            Throttled++;
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"__type":"ThrottlingException","message":"Rate exceeded"}""") };
        }
    }
}
