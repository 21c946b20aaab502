using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>If a handler, a client or a response fails, the server sends a response or cuts the connection, and serves the next request.</summary>
public sealed class ServerGuardTests : IDisposable
{
    private static readonly TimeSpan s_bound = Eventually.HangLimit;
    private static readonly TimeSpan s_transfer = TimeSpan.FromHours(1);

    private readonly HttpClient _http = new();
    private HttpServer? _server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "Origin", "https://example.com", 403)]
    [InlineData("POST", "Origin", "null", 403)]
    [InlineData("GET", "Origin", "http://127.0.0.1:1", 403)]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("POST", "Sec-Fetch-Site", "same-site", 403)]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("GET", "Sec-Fetch-Site", "none", 200)]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin", 200)]
    public async Task A_request_of_another_web_site_is_rejected(string method, string header, string value, int status)
    {
        using var sandbox = new TestSandbox();
        using var request = Listing(sandbox, method);
        request.Headers.Add(header, value);
        Assert.Equal(status, (await sandbox.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_page_of_the_sandbox_and_a_link_to_it_work()
    {
        using var sandbox = new TestSandbox();
        using var form = Listing(sandbox, "POST");
        form.Headers.Add("Origin", sandbox.Info.EndpointUrl.ToString().TrimEnd('/'));
        Assert.Equal(200, (await sandbox.SendAsync(form)).Status);
        using var link = Listing(sandbox, "GET");
        link.Headers.Add("Sec-Fetch-Site", "cross-site");
        link.Headers.Add("Sec-Fetch-Mode", "navigate");
        Assert.Equal(200, (await sandbox.SendAsync(link)).Status);
    }

    // A GET lists buckets, a POST lists connections.
    private static HttpRequestMessage Listing(TestSandbox sandbox, string method)
    {
        if (method == "POST")
        {
            return sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", sandbox.Signer(TestSandbox.CodeStar));
        }

        var request = new HttpRequestMessage(HttpMethod.Get, sandbox.Info.EndpointUrl);
        sandbox.Signer("s3").Sign(request, [], sandbox.Now);
        return request;
    }

    public void Dispose()
    {
        _http.Dispose();
        _server?.Dispose();
    }

    [Fact]
    public async Task Any_exception_of_a_handler_gets_a_response()
    {
        foreach (var error in new Exception[] { new InvalidOperationException("one"), new AwsErrorException("Two", "two"), new NotSupportedException("three") })
        {
            var port = Serve(_ => throw error);
            using var response = await _http.GetAsync(Address(port), Stop).WaitAsync(s_bound, Stop);

            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Contains(error.Message, await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("NotOnMono", "The EventSource of Mono delivers no events.")]
    public async Task Each_failure_is_logged_with_its_stack()
    {
        using var log = new Log();
        var port = Serve(request => request.Path == "/throw" ? throw new NotSupportedException("three") : Unwritable());

        using var response = await _http.GetAsync(Address(port, "throw"), Stop).WaitAsync(s_bound, Stop);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetAsync(Address(port), Stop).WaitAsync(s_bound, Stop));

        Assert.Contains(log.Entries, entry => entry.Contains("three", StringComparison.Ordinal) && entry.Contains(nameof(ServerGuardTests), StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Contains(nameof(ArgumentException), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(ConnectionCutException))]
    public async Task A_handler_exception_that_allows_no_response_cuts_the_connection(Type error)
    {
        var port = Serve(_ => throw (Exception)Activator.CreateInstance(error)!);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetAsync(Address(port), Stop).WaitAsync(s_bound, Stop));
    }

    [Fact]
    public async Task A_response_that_cannot_be_written_is_cut()
    {
        var port = Serve(request => request.Path == "/bad" ? Unwritable() : new SandboxResponse(200, "text/plain", "x"));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetAsync(Address(port, "bad"), Stop).WaitAsync(s_bound, Stop));
        Assert.Equal("x", await _http.GetStringAsync(Address(port), Stop).WaitAsync(s_bound, Stop));
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_cut()
    {
        using var limit = new HeldWait(s_transfer);
        var port = Serve(_ => new SandboxResponse(200, "text/plain", "x"), new ServerLimits { Transfer = s_transfer }, limit.Clock);
        using var client = await SendAsync(port, "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10\r\n\r\nhalf");
        await limit.StartsAsync();

        limit.End();

        Assert.DoesNotContain("200 OK", await RestAsync(client.GetStream()), StringComparison.Ordinal);
        Assert.Equal("x", await _http.GetStringAsync(Address(port), Stop).WaitAsync(s_bound, Stop));
    }

    [Fact]
    public async Task An_incomplete_body_does_not_reach_a_handler()
    {
        var handled = 0;
        var port = Serve(request =>
        {
            handled += request.Method == "POST" ? 1 : 0;
            return new SandboxResponse(200, "text/plain", "x");
        });
        using var client = await SendAsync(port, "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10\r\n\r\nhalf");
        var stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.DoesNotContain("200 OK", await RestAsync(stream), StringComparison.Ordinal);
        Assert.Equal("x", await _http.GetStringAsync(Address(port), Stop).WaitAsync(s_bound, Stop));
        Assert.Equal(0, handled);
    }

    [Fact]
    public async Task A_response_that_the_client_does_not_read_is_cut()
    {
        using var limit = new HeldWait(s_transfer);
        var port = Serve(
            request => new SandboxResponse(200, "text/plain", request.Path == "/large" ? new string('x', 64 * 1024 * 1024) : "x"),
            new ServerLimits { Transfer = s_transfer },
            limit.Clock);
        using var client = await SendAsync(port, "GET /large HTTP/1.1\r\nHost: {host}\r\n\r\n");
        // The limit of the request's body, and the limit of the response.
        await limit.StartsAsync();
        await limit.StartsAsync();

        // The server serves the next request in the meantime, and closes the first connection although the client reads nothing.
        Assert.Equal("x", await _http.GetStringAsync(Address(port), Stop).WaitAsync(s_bound, Stop));
        Assert.False(IsCut(client));
        limit.End();
        await Eventually.TrueAsync(() => IsCut(client), "the connection is closed");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_rejected_before_it_is_read()
    {
        var port = Serve(_ => new SandboxResponse(200, "text/plain", "x"), new ServerLimits { Body = 1000 });
        using var client = await SendAsync(port, "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1001\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", await RestAsync(client.GetStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incomplete_bodies_use_no_more_than_the_total_memory_and_release_it()
    {
        var port = Serve(_ => new SandboxResponse(200, "text/plain", "x"), new ServerLimits { Body = 1000, AllBodies = 2500 });
        var half = "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n" + new string('x', 999);
        var first = await SendAsync(port, half);
        var second = await SendAsync(port, half);

        await Eventually.TrueAsync(() => GetsAsync(HttpStatusCode.ServiceUnavailable), "a third body is refused");
        first.Dispose();
        second.Dispose();
        await Eventually.TrueAsync(() => GetsAsync(HttpStatusCode.OK), "a third body is accepted");

        async Task<bool> GetsAsync(HttpStatusCode status)
        {
            using var third = await _http.PostAsync(Address(port), new StringContent(new string('x', 1000)), Stop);
            return third.StatusCode == status;
        }
    }

    private static SandboxResponse Unwritable()
    {
        var answer = new SandboxResponse(200, "text/plain", "x");
        answer.Headers["X-Bad"] = "a\r\nb";
        return answer;
    }

    private static Uri Address(int port, string path = "") => new(LoopbackAddress.Endpoint(port), path);

    private static async Task<TcpClient> SendAsync(int port, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text.Replace("{host}", $"127.0.0.1:{port}", StringComparison.Ordinal)), Stop);
        return client;
    }

    private static async Task<string> RestAsync(NetworkStream stream)
    {
        try
        {
            return await new StreamReader(stream).ReadToEndAsync(Stop).WaitAsync(s_bound, Stop);
        }
        catch (IOException)
        {
            return "cut";
        }
    }

    // A connection that the other side closed accepts no more bytes.
    private static bool IsCut(TcpClient client)
    {
        try
        {
            client.Client.Send([1]);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private int Serve(Func<SandboxRequest, SandboxResponse> handler, ServerLimits? limits = null, SandboxClock? clock = null)
    {
        _server?.Dispose();
        var (listener, port) = PortBinder.Bind(null);
        _server = new HttpServer(listener, port, (request, _) => Task.FromResult(handler(request)), clock ?? SandboxClock.SystemTime, limits);
        return port;
    }

    private sealed class Log : EventListener
    {
        public ConcurrentQueue<string> Entries { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == ServerEvents.SourceName)
            {
                EnableEvents(eventSource, EventLevel.Error);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => Entries.Enqueue(string.Join(' ', eventData.Payload ?? (IEnumerable<object?>)[]));
    }
}
