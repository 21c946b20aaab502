using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.AwsClients.Tests;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests hosts that accept no connection, or accept it and send no response or an incomplete one.</summary>
[Collection("environment")]
public sealed class SilentHostTests
{
    private const string Half = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 900\r\n\r\n{\"pipelines\":[";
    private static readonly CallLimits s_short = CallLimits.Default with { Answer = TimeSpan.FromSeconds(0.4) };
#if NETFRAMEWORK
    // .NET Framework has no timeout for the connection, so the timeout of the response applies.
    private const string ConnectOrAnswer = "complete response from";
    private static readonly CallLimits s_shortConnect = s_short;
#else
    private const string ConnectOrAnswer = "connection to";
    private static readonly CallLimits s_shortConnect = CallLimits.Default with { Connect = TimeSpan.FromSeconds(0.4) };
#endif

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_limits_are_10_seconds_for_a_connection_30_for_a_response_and_1_for_the_metadata_service()
    {
        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)), (CallLimits.Default.Connect, CallLimits.Default.Answer, CallLimits.Default.Metadata));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData(Half)]
    public async Task A_host_that_stops_responding_is_called_three_times_and_then_fails(string? answer)
    {
        using var environment = new EnvironmentScope();
        using var server = new RawServer(answer, staysOpen: true);

        var sink = new RecordingSink(wantsDebug: true);

        var thrown = await FailAsync(server.Url, s_short, sink);

        Assert.Equal((ServiceErrorKind.OperationTimeout, true, false), (thrown.Kind, thrown.IsRetryable, thrown.MayHaveTakenEffect));
        Assert.Equal(
            $"ListPipelines timed out: no complete response from {server.Url.Authority} within 0.4 s. Check the network, and any proxy or firewall in between, and try again.",
            thrown.Message);
        Assert.Equal(3, sink.Messages(DiagnosticLevel.Debug).Count(m => m.StartsWith("POST ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_that_may_have_completed_is_marked()
    {
        using var environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", "1"));
        using var server = new RawServer(answer: null);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Open(server.Url, s_short).Pipelines.DeleteAsync("demo", Token));

        Assert.True(thrown.MayHaveTakenEffect);
        Assert.EndsWith("AWS may still have completed the request. Check the resource before you try again.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_never_sent_is_not_marked()
    {
        using var environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", "1"));
        using var closed = new LoopbackPort();

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Open(closed.Url, s_short).Pipelines.DeleteAsync("demo", Token));

        Assert.Equal((ServiceErrorKind.EndpointUnreachable, false), (thrown.Kind, thrown.MayHaveTakenEffect));
    }

    [Fact]
    public async Task A_TLS_handshake_that_does_not_end_is_a_connection_timeout()
    {
        using var environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", "1"));
        using var server = new RawServer(answer: null);

        var thrown = await FailAsync(new UriBuilder(server.Url) { Scheme = "https" }.Uri, s_shortConnect);

        Assert.Equal(ServiceErrorKind.OperationTimeout, thrown.Kind);
        Assert.Contains($"no {ConnectOrAnswer} {server.Url.Authority} within 0.4 s", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_accepts_no_connection_times_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a full queue of connections refuses.");
        using var environment = new EnvironmentScope(("AWS_MAX_ATTEMPTS", "1"));
        using var deaf = new DeafHost();

        var thrown = await FailAsync(deaf.Url, s_shortConnect);

        Assert.Equal(ServiceErrorKind.OperationTimeout, thrown.Kind);
        Assert.Contains($"no {ConnectOrAnswer} {deaf.Url.Authority} within 0.4 s", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<ServiceException> FailAsync(Uri endpoint, CallLimits limits, RecordingSink? sink = null) =>
        Assert.ThrowsAsync<ServiceException>(() => Open(endpoint, limits, sink).Pipelines.ListAsync(null, Token));

    private static IEngineSession Open(Uri endpoint, CallLimits limits, RecordingSink? sink = null) => new AwsEngine(new SystemClock(), limits).Open(
        new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s", EndpointUrl = endpoint }, sink ?? new RecordingSink());

    /// <summary>A host whose connection queue is full, so the system drops new connections.</summary>
    private sealed class DeafHost : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public DeafHost()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(1);
            Url = new Uri($"http://{_listener.LocalEndPoint}/");
            // Linux queues one connection more than requested, and drops all others at once.
            for (var i = 0; i < 16; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _waiting.Add(socket);
                _ = socket.ConnectAsync(_listener.LocalEndPoint!).ContinueWith(ended => ended.Exception, TaskScheduler.Default);
            }
        }

        public Uri Url { get; }

        public void Dispose()
        {
            _waiting.ForEach(s => s.Dispose());
            _listener.Dispose();
        }
    }
}
