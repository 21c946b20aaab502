using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// Serves requests on loopback, any number at the same time. Every request gets a response, or its connection is cut. Blocks no
/// thread while it waits. Stopping cancels requests in progress.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private static readonly TimeSpan s_drainTime = TimeSpan.FromMilliseconds(500);

    private readonly HttpListener _listener;
    private readonly int _port;
    private readonly Func<SandboxRequest, CancellationToken, Task<SandboxResponse>> _handler;
    private readonly ServerLimits _limits;
    private readonly SandboxClock _clock;
    private readonly BodyReader _bodies;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Task, byte> _serving = new();
    private readonly Task _accepting;
    private int _disposed;

    /// <summary>Initializes a new instance of the <see cref="HttpServer"/> class and starts to serve.</summary>
    /// <param name="listener">A started listener.</param>
    /// <param name="port">Its port.</param>
    /// <param name="handler">Handles a request. Throws <see cref="ConnectionCutException"/> to cut the connection instead.</param>
    /// <param name="clock">The clock of the time limits.</param>
    /// <param name="limits">What one client can use; null for the default limits.</param>
    public HttpServer(
        HttpListener listener, int port, Func<SandboxRequest, CancellationToken, Task<SandboxResponse>> handler, SandboxClock clock, ServerLimits? limits = null)
    {
        _clock = clock;
        _limits = limits ?? new ServerLimits();
        _bodies = new BodyReader(_limits, clock);
        _listener = listener;
        _port = port;
        _handler = handler;
        _accepting = AcceptAsync();
    }

    /// <summary>Gets a task that ends when the server is stopped.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Stops within a second: accepts no new requests and cancels those in progress.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stopping.Cancel();
        var work = new List<Task>(_serving.Keys);
        var drained = Task.WhenAll(work);
        Task.WaitAny([drained], s_drainTime);
        _listener.Close();
        Task.WaitAny([_accepting], s_drainTime);
        _stopping.Dispose();
        _stopped.TrySetResult(true);
    }

    private async Task AcceptAsync()
    {
        var token = _stopping.Token;
        while (!token.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (!_listener.IsListening || token.IsCancellationRequested)
                {
                    return;
                }

                // A broken request of one client must not end the service for others.
                ServerEvents.Log.Failed("Receiving a request", e);
                continue;
            }

            // Leave this loop at once: a synchronous handler must not delay the next request.
            var work = Task.Run(() => ServeAsync(context, token), CancellationToken.None);
            _serving[work] = 0;
            _ = work.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    // The only place that ends requests: a client never waits without end, whatever happens here.
    private async Task ServeAsync(HttpListenerContext context, CancellationToken token)
    {
        try
        {
            using var body = _bodies.Open();
            var answer = await AnswerAsync(context, body, token).ConfigureAwait(false);
            await WriteAsync(context, answer, token).ConfigureAwait(false);
            answer.AfterSent?.Invoke();
        }
        catch (Exception e)
        {
            if (!IsEnd(e))
            {
                ServerEvents.Log.Failed("Handling a request", e);
            }

            Cut(context.Response);
        }
    }

    private async Task<SandboxResponse> AnswerAsync(HttpListenerContext context, BodyReader.BodyBuffer buffer, CancellationToken token)
    {
        try
        {
            if (!LoopbackAddress.Allows(context.Request.RemoteEndPoint?.Address, context.Request.Headers["Host"], _port))
            {
                return Refusal(403, "The sandbox accepts only requests from this computer.");
            }

            var headers = context.Request.Headers;
            if (CrossSiteRequest.Is(context.Request.HttpMethod, headers["Origin"], headers["Sec-Fetch-Site"], headers["Sec-Fetch-Mode"], _port))
            {
                return Refusal(403, "The sandbox rejects requests of other web sites.");
            }

            return await buffer.ReadAsync(context.Request, token).ConfigureAwait(false) is { } body
                ? await _handler(Describe(context.Request, body), token).ConfigureAwait(false)
                : Refusal(413, "The request is too large.");
        }
        catch (ServerBusyException)
        {
            return Refusal(503, "The sandbox is busy: the bodies of other requests use all the memory for bodies. Try again.");
        }
        catch (Exception e) when (!IsEnd(e))
        {
            ServerEvents.Log.Failed("Handling a request", e);
            return Refusal(500, $"The sandbox failed: {e.GetType().Name}: {e.Message}");
        }
    }

    // Do not wait for the unread rest of a body.
    private static SandboxResponse Refusal(int status, string text) => new(status, "text/plain", text) { ClosesConnection = true };

    /// <summary>
    /// Ends a request so that the client sees a broken connection. An aborted response alone may arrive as an empty 200;
    /// one that is shorter than its declared length can't be mistaken for a response.
    /// </summary>
    private static void Cut(HttpListenerResponse response)
    {
        try
        {
            response.StatusCode = 500;
            response.ContentLength64 = 1;
        }
        catch (Exception e) when (IsClosed(e))
        {
            // The response has started: it ends incomplete.
        }

        try
        {
            response.Abort();
        }
        catch (Exception e) when (IsClosed(e))
        {
            // The client closed the connection first.
        }
    }

    private static SandboxRequest Describe(HttpListenerRequest request, byte[] body)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var name in request.Headers.AllKeys)
        {
            if (name is not null)
            {
                headers.Add(new KeyValuePair<string, string>(name, request.Headers[name] ?? string.Empty));
            }
        }

        return new SandboxRequest(request.HttpMethod, request.RawUrl ?? "/", headers, body);
    }

    private async Task WriteAsync(HttpListenerContext context, SandboxResponse answer, CancellationToken token)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.KeepAlive = !answer.ClosesConnection;
        foreach (var header in answer.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        var isHead = context.Request.HttpMethod == "HEAD";
        if (!isHead)
        {
            response.ContentLength64 = answer.Body.Length;
            using var timer = new TransferTimer(_clock, _limits.Transfer, token);
            await timer.RunAsync(SendAsync(response, answer.Body, token)).ConfigureAwait(false);
        }

        response.Close();
    }

    private static async Task<bool> SendAsync(HttpListenerResponse response, byte[] body, CancellationToken token)
    {
        await response.OutputStream.WriteAsync(body, 0, body.Length, token).ConfigureAwait(false);
        return true;
    }

    // Stopping, a planned cut, or a client that disconnected or was too slow: no response is possible.
    private static bool IsEnd(Exception e) =>
        e is OperationCanceledException or ConnectionCutException or HttpListenerException or ObjectDisposedException or IOException or TimeoutException;

    private static bool IsClosed(Exception e) =>
        e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException;
}
