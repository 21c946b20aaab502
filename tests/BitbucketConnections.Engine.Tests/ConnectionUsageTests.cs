using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ConnectionUsageTests : IDisposable
{
    private const string Closed = "User: arn:aws:iam::123456789012:user/u is not authorized to perform: codepipeline:ListPipelines on resource: * with an explicit deny in a service control policy";
    private const string Unallowed = "User: arn:aws:iam::123456789012:user/u is not authorized to perform: codepipeline:ListPipelines on resource: * because no service control policy allows the codepipeline:ListPipelines action";
    private const string Denied = "User: arn:aws:iam::123456789012:user/u is not authorized to perform: codepipeline:ListPipelines on resource: * because no identity-based policy allows the codepipeline:ListPipelines action";
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_connection_of_us_east_1_is_found_in_the_pipelines_of_every_Region()
    {
        var (used, unused) = (await ConnectionAsync("used"), await ConnectionAsync("unused"));
        await PipelineAsync("home", used, "us-east-1");
        await PipelineAsync("far", used, "eu-west-1");
        await PipelineAsync("further", used, "ap-southeast-2");
        await PipelineAsync("other", unused, "eu-west-1");

        var (pipelines, unsearched) = await SearchAsync(new ConnectionUsageQuery { ConnectionArns = [used] });

        Assert.Equal(["home us-east-1", "further ap-southeast-2", "far eu-west-1"], pipelines.Select(p => $"{p.Name} {p.Region}"));
        Assert.Empty(unsearched);
        Assert.Equal(["other"], (await SearchAsync(new ConnectionUsageQuery { ConnectionArns = [unused] })).Pipelines.Select(p => p.Name));
        Assert.Equal(4, (await SearchAsync(new ConnectionUsageQuery())).Pipelines.Count);
        var usage = Assert.Single(ConnectionUsage.Of(pipelines[2], [used]));
        Assert.Equal(
            ("far", "Source", "example-ws/demo-repo", "main", used, "eu-west-1", "arn:aws:codepipeline:eu-west-1:123456789012:far"),
            (usage.PipelineName, usage.ActionName, usage.FullRepositoryId, usage.BranchName, usage.ConnectionArn, usage.Region, usage.PipelineArn));
    }

    [Fact]
    public async Task Only_the_requested_Regions_and_names_are_read()
    {
        var arn = await ConnectionAsync("c");
        await PipelineAsync("web-1", arn, "us-east-1");
        await PipelineAsync("web-2", arn, "eu-west-1");
        await PipelineAsync("app", arn, "eu-west-1");
        var before = (_fixture.Sink.Calls("ListPipelines"), _fixture.Sink.Calls("GetPipeline"));

        var (pipelines, _) = await SearchAsync(new ConnectionUsageQuery { ConnectionArns = [arn], Regions = ["eu-west-1", "eu-west-1"], IncludesPipeline = name => name.StartsWith('w') });

        Assert.Equal(["web-2"], pipelines.Select(p => p.Name));
        Assert.Equal((before.Item1 + 1, before.Item2 + 1), (_fixture.Sink.Calls("ListPipelines"), _fixture.Sink.Calls("GetPipeline")));
    }

    [Theory]
    [InlineData("eu-west-1", "AccessDeniedException", Denied, UnsearchedReason.Failed)]
    [InlineData("eu-west-1", "AccessDeniedException", Closed, UnsearchedReason.ClosedByPolicy)]
    [InlineData("eu-west-1", "AccessDeniedException", Unallowed, UnsearchedReason.ClosedByPolicy)]
    [InlineData("eu-west-1", "ValidationException", Closed, UnsearchedReason.Failed)]
    [InlineData("eu-west-1", "UnrecognizedClientException", "The security token included in the request is invalid.", UnsearchedReason.Failed)]
    [InlineData("eu-west-1", "UnknownOperationException", "", UnsearchedReason.Failed)]
    [InlineData("eu-south-1", "UnrecognizedClientException", "The security token included in the request is invalid.", UnsearchedReason.NotEnabled)]
    [InlineData("ap-southeast-5", "InvalidClientTokenId", "The security token included in the request is invalid.", UnsearchedReason.NotEnabled)]
    [InlineData("ap-southeast-6", "OptInRequired", "You are not subscribed", UnsearchedReason.NotEnabled)]
    [InlineData("eu-south-1", "SubscriptionRequiredException", "needs a subscription", UnsearchedReason.NotEnabled)]
    [InlineData("eu-south-1", "AccessDeniedException", Denied, UnsearchedReason.Failed)]
    [InlineData("eu-south-1", "InternalFailure", "no", UnsearchedReason.Failed)]
    public async Task A_Region_that_is_not_searched_is_named_with_the_reason_before_any_pipeline(string region, string code, string message, UnsearchedReason reason)
    {
        var arn = await ConnectionAsync("c");
        await PipelineAsync("p", arn, "us-east-1");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", Region = region, ErrorCode = code, Message = message });
        using var search = _fixture.Session.Usage.Search(new ConnectionUsageQuery { ConnectionArns = [arn] });

        var first = await search.NextAsync(Token);
        var second = await search.NextAsync(Token);

        Assert.Equal((region, reason, code), (first?.Unsearched?.Region, first?.Unsearched?.Reason, first?.Unsearched?.Failure.ErrorCode));
        Assert.Equal("p", second?.Pipeline?.Name);
        Assert.Null(await search.NextAsync(Token));
    }

    [Fact]
    public async Task A_Region_whose_pipelines_can_be_listed_but_not_read_is_not_searched_with_any_message()
    {
        var arn = await ConnectionAsync("c");
        await PipelineAsync("one", arn, "eu-west-1");
        await PipelineAsync("two", arn, "eu-west-1");
        await PipelineAsync("home", arn, "us-east-1");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", Region = "eu-west-1", ErrorCode = "AccessDeniedException", Message = Closed });

        var (pipelines, unsearched) = await SearchAsync(new ConnectionUsageQuery { ConnectionArns = [arn] });

        Assert.Equal(["home"], pipelines.Select(p => p.Name));
        Assert.Equal(("eu-west-1", UnsearchedReason.Failed), (Assert.Single(unsearched).Region, unsearched[0].Reason));
    }

    [Fact]
    public async Task A_pipeline_that_is_deleted_after_it_was_listed_is_skipped()
    {
        var arn = await ConnectionAsync("c");
        await PipelineAsync("p", arn, "eu-west-1");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", ErrorCode = "PipelineNotFoundException" });

        var (pipelines, unsearched) = await SearchAsync(new ConnectionUsageQuery { ConnectionArns = [arn] });

        Assert.Empty(pipelines);
        Assert.Empty(unsearched);
    }

    [Theory]
    [InlineData("UnrecognizedClientException", "The security token included in the request is invalid.")]
    [InlineData("AccessDeniedException", Denied)]
    [InlineData("AccessDeniedException", Closed)]
    public async Task No_response_from_any_Region_is_an_error_and_not_an_empty_result(string code, string message)
    {
        var arn = await ConnectionAsync("c");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", ErrorCode = code, Message = message });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => SearchAsync(new ConnectionUsageQuery { ConnectionArns = [arn] }));

        Assert.Equal((code, "us-east-1", "ListPipelines"), (thrown.ErrorCode, thrown.Region, thrown.Operation));
    }

    [Fact]
    public async Task Credentials_are_resolved_once_and_their_error_applies_to_all_Regions()
    {
        using var environment = new EnvironmentScope();
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        var sink = new RecordingSink();
        var session = new AwsEngine().Open(new SessionSettings { Region = "us-east-1", EndpointUrl = _fixture.Sandbox.Info.EndpointUrl }, sink);
        using var search = session.Usage.Search(new ConnectionUsageQuery());

        Assert.Equal(ServiceErrorKind.CredentialsNotFound, (await Assert.ThrowsAsync<ServiceException>(() => search.NextAsync(Token))).Kind);
        Assert.DoesNotContain(sink.Events, e => e.Message.Contains("ListPipelines in", StringComparison.Ordinal));
    }

    [Fact]
    public void Parallel_calls_resolve_credentials_once()
    {
        var looks = 0;
        ClientSet clients = null!;
        var found = new ConcurrentBag<FoundCredentials>();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => found.Add(clients.Credentials))).ToList();
        clients = new ClientSet(
            () =>
            {
                // During this look-up, the other threads wait for its result, or they start a second look-up.
                Interlocked.Increment(ref looks);
                Eventually.TrueAsync(
                    () => Volatile.Read(ref looks) > 1 || threads.Count(thread => thread.ThreadState == ThreadState.WaitSleepJoin) == threads.Count,
                    "the other threads wait").GetAwaiter().GetResult();
                return new FoundCredentials(new Amazon.Runtime.AnonymousAWSCredentials(), "a test");
            },
            new SessionSettings { Region = "us-east-1" },
            CallLimits.Default,
            new CallRates(new SystemClock()));

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(1, looks);
        Assert.Equal(4, found.Count);
        Assert.Single(found.Distinct());
    }

    [Fact]
    public async Task A_list_of_pipelines_that_returns_the_same_page_again_is_incomplete()
    {
        using var environment = new EnvironmentScope();
        var body = """{"pipelines":[],"nextToken":"t"}""";
        using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        var session = new AwsEngine().Open(_fixture.Settings with { EndpointUrl = server.Url }, new RecordingSink());
        using var search = session.Usage.Search(new ConnectionUsageQuery { Regions = ["us-east-1"] });

        Assert.Contains("same page", (await Assert.ThrowsAsync<ServiceException>(() => search.NextAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-east-1", "arn:aws:codestar-connections:us-east-1:123456789012:connection/a", "us-east-1", "eu-west-1", "ap-southeast-6")]
    [InlineData("me-south-1", "arn:aws:codestar-connections:eu-north-1:123456789012:connection/a", "me-south-1,eu-north-1", "us-east-1", "sa-east-1")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:codestar-connections:us-gov-east-1:123456789012:connection/a", "us-gov-west-1,us-gov-east-1", null, null)]
    [InlineData("us-gov-west-1", null, "us-gov-west-1,us-gov-east-1", null, null)]
    [InlineData("cn-north-1", "arn:aws-cn:codestar-connections:cn-north-1:123456789012:connection/a", "cn-north-1", null, null)]
    public void By_default_the_Regions_of_the_partition_are_searched_with_the_sessions_and_the_connections_first(string region, string? arn, string first, string? one, string? another)
    {
        var regions = _fixture.Open(region).Usage.DefaultRegions(arn is null ? [] : [arn]);

        var expected = first.Split(',');
        Assert.Equal(expected, regions.Take(expected.Length));
        Assert.Equal(regions.Count, regions.Distinct().Count());
        if (one is null)
        {
            Assert.Equal(expected.Length, regions.Count);
        }
        else
        {
            Assert.Contains(one, regions);
            Assert.Contains(another, regions);
            Assert.DoesNotContain("us-gov-east-1", regions);
        }
    }

    [Theory]
    [InlineData("eu-west-1.example.com/")]
    [InlineData("Europe")]
    [InlineData("")]
    public void Only_a_valid_Region_name_becomes_part_of_a_host(string region) => Assert.Equal(
        "InvalidRegion", Assert.Throws<ServiceException>(() => _fixture.Session.Usage.Search(new ConnectionUsageQuery { Regions = [region] })).Condition);

    [Fact]
    public async Task Stopping_a_search_ends_it_at_once()
    {
        await ConnectionAsync("c");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", Delay = TimeSpan.FromMinutes(10) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var search = _fixture.Session.Usage.Search(new ConnectionUsageQuery());

        var next = search.NextAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private async Task<(List<Pipeline> Pipelines, List<UnsearchedRegion> Unsearched)> SearchAsync(ConnectionUsageQuery query)
    {
        using var search = _fixture.Session.Usage.Search(query);
        var (pipelines, unsearched) = (new List<Pipeline>(), new List<UnsearchedRegion>());
        while (await search.NextAsync(Token) is { } finding)
        {
            if (finding.Pipeline is { } pipeline)
            {
                pipelines.Add(pipeline);
            }
            else
            {
                unsearched.Add(finding.Unsearched!);
            }
        }

        return (pipelines, unsearched);
    }

    private async Task<string> ConnectionAsync(string name)
    {
        var created = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = name }, Token);
        _fixture.Sandbox.CompleteConnection(created.ConnectionArn);
        return created.ConnectionArn;
    }

    private async Task PipelineAsync(string name, string arn, string region)
    {
        var pipelines = _fixture.Open(region).Pipelines;
        await pipelines.CreateAsync(pipelines.Build(_fixture.Request(arn, name)), Token);
    }
}
