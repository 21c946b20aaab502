using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.CodeStarconnections;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_without_a_class_keeps_code_message_and_status()
    {
        using var server = new LoopbackServer(_ => new Answer("""{"__type":"ValidationException","Message":"1 validation error detected"}""", 400));
        using var client = Clients.CodeStar(server);

        var thrown = await Assert.ThrowsAsync<AmazonCodeStarconnectionsException>(() => client.ListConnectionsAsync(new(), Token));

        Assert.Equal("ValidationException", thrown.ErrorCode);
        Assert.Equal("1 validation error detected", thrown.Message);
        Assert.Equal(400, (int)thrown.StatusCode);
    }

    [Fact]
    public async Task The_error_type_of_the_header_is_used()
    {
        using var server = new LoopbackServer(_ => new Answer("{}", 400) { Headers = new() { ["x-amzn-ErrorType"] = "PipelineNotFoundException:http://x/" } });
        using var client = Clients.CodePipeline(server);

        var thrown = await Assert.ThrowsAsync<PipelineNotFoundException>(() => client.GetPipelineStateAsync(new() { Name = "x" }, Token));

        Assert.Equal("PipelineNotFoundException", thrown.ErrorCode);
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>", 502)]
    [InlineData("", 503)]
    [InlineData("[1]", 400)]
    public async Task An_error_that_is_not_from_AWS_has_a_status_and_no_code(string body, int status)
    {
        using var server = new LoopbackServer(_ => new Answer(body, status));
        using var client = Clients.CodePipeline(server);

        var thrown = await Assert.ThrowsAsync<AmazonCodePipelineException>(() => client.GetPipelineStateAsync(new() { Name = "x" }, Token));

        Assert.True(string.IsNullOrEmpty(thrown.ErrorCode));
        Assert.Equal(status, (int)thrown.StatusCode);
        Assert.Contains($"HTTP {status}", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>sign in</html>", 0)]
    [InlineData("{\"pipeline\":{\"name\":\"x\"", 0)]
    [InlineData("{\"pipeline\":{\"name\":\"x\"", 100)]
    public async Task A_successful_response_that_cannot_be_read_is_a_failure(string body, int missing)
    {
        using var server = new LoopbackServer(_ => new Answer(body) { MissingBytes = missing });
        using var client = Clients.CodePipeline(server);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => client.GetPipelineStateAsync(new() { Name = "x" }, Token));

        // The SDK reports an unreadable response or a broken connection, never an error of our own code.
        Assert.True(
            thrown is AmazonUnmarshallingException or AmazonServiceException or HttpRequestException or IOException,
            thrown.ToString());
        Assert.True(missing > 0 || thrown.InnerException is JsonException, thrown.ToString());
    }

    [Fact]
    public async Task Later_calls_use_the_connections_of_earlier_calls()
    {
        using var server = new LoopbackServer("""{"pipelines":[]}""");
        using var client = Clients.CodePipeline(server);
        for (var i = 0; i < 20; i++)
        {
            await client.ListPipelinesAsync(new(), Token);
        }

        Assert.Equal(20, server.Requests.Count);
        // Mono can open a second one while the first is being released.
        Assert.InRange(server.Requests.Select(request => request.ClientPort).Distinct().Count(), 1, 2);
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        var calls = 0;
        using var server = new LoopbackServer(_ => Interlocked.Increment(ref calls) < 3
            ? new Answer("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400)
            : new Answer("""{"pipelines":[{"name":"x"}]}"""));
        using var client = Clients.CodePipeline(server, retries: 3);

        var response = await client.ListPipelinesAsync(new(), Token);

        Assert.Equal("x", Assert.Single(response.Pipelines!).Name);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_rejected_call_is_not_retried()
    {
        using var server = new LoopbackServer(_ => new Answer("""{"__type":"PipelineNotFoundException","message":"no"}""", 400));
        using var client = Clients.CodePipeline(server, retries: 3);

        await Assert.ThrowsAsync<PipelineNotFoundException>(() => client.GetPipelineStateAsync(new() { Name = "x" }, Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_slow_call_within_a_second()
    {
        using var server = new LoopbackServer(_ => new Answer("{}") { IsMissing = true });
        using var client = Clients.CodePipeline(server);
        using var source = new CancellationTokenSource();
        var call = client.ListPipelinesAsync(new(), source.Token);
        await server.Asked.WaitAsync(Eventually.HangLimit, Token);

        await TimeBound.WithinAsync(1, async () =>
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        });
    }

    [Theory]
    [InlineData("1501626591.112")]
    [InlineData("\"2017-08-01T22:29:51.112Z\"")]
    public async Task A_timestamp_is_read_to_the_millisecond(string timestamp)
    {
        using var server = new LoopbackServer($$$"""{"pipelineName":"x","created": {{{timestamp}}},"unknown":{"member":[1]}}""");
        using var client = Clients.CodePipeline(server);

        var response = await client.GetPipelineStateAsync(new() { Name = "x" }, Token);

        Assert.Equal(new DateTime(2017, 8, 1, 22, 29, 51, 112, DateTimeKind.Utc), response.Created);
        Assert.Equal(DateTimeKind.Utc, response.Created!.Value.Kind);
    }

    [Fact]
    public async Task An_unknown_constant_is_kept()
    {
        using var server = new LoopbackServer("""{"Connection":{"ConnectionStatus":"MAINTENANCE"}}""");
        using var client = Clients.CodeStar(server);

        var response = await client.GetConnectionAsync(new() { ConnectionArn = "x" }, Token);

        Assert.Equal("MAINTENANCE", response.Connection!.ConnectionStatus!.Value);
    }

    [Fact]
    public async Task Members_that_are_not_set_are_not_sent()
    {
        using var server = new LoopbackServer("{}");
        using var client = Clients.CodeStar(server);

        await client.ListConnectionsAsync(new() { MaxResults = 1 }, Token);

        Assert.Equal("""{"MaxResults":1}""", server.Last.Body);
    }
}
