using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// Serves requests on loopback, as many at once as come. Holds no thread while it waits; stopping cancels what is
/// being served.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    /// <summary>The largest body taken; a pipeline declaration is at most a few hundred kilobytes.</summary>
    private const long MaximumBodyLength = 16 * 1024 * 1024;

    private static readonly TimeSpan s_drainTime = TimeSpan.FromMilliseconds(500);

    private readonly HttpListener _listener;
    private readonly int _port;
    private readonly Func<SandboxRequest, CancellationToken, Task<SandboxResponse>> _handler;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Task, byte> _serving = new();
    private readonly Task _accepting;
    private int _disposed;

    /// <summary>Initializes a new instance of the <see cref="HttpServer"/> class and serves.</summary>
    /// <param name="listener">A started listener.</param>
    /// <param name="port">Its port.</param>
    /// <param name="handler">Answers a request; throws <see cref="ConnectionCutException"/> to cut the connection instead.</param>
    public HttpServer(HttpListener listener, int port, Func<SandboxRequest, CancellationToken, Task<SandboxResponse>> handler)
    {
        _listener = listener;
        _port = port;
        _handler = handler;
        _accepting = AcceptAsync();
    }

    /// <summary>Gets a task that ends when the server is stopped.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Stops within a second: no new requests, and those in work are cancelled.</summary>
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
            catch (Exception e) when (IsClosed(e))
            {
                // One client's broken request must not end the service for the others.
                if (_listener.IsListening && !token.IsCancellationRequested)
                {
                    continue;
                }

                return;
            }

            // Off this loop at once: a handler that runs synchronously must not hold up the next request.
            var work = Task.Run(() => ServeAsync(context, token), CancellationToken.None);
            _serving[work] = 0;
            _ = work.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(HttpListenerContext context, CancellationToken token)
    {
        try
        {
            if (!LoopbackAddress.Allows(context.Request.RemoteEndPoint?.Address, context.Request.Headers["Host"], _port))
            {
                await WriteAsync(context, new SandboxResponse(403, "text/plain", "The sandbox answers loopback only."), token).ConfigureAwait(false);
                return;
            }

            var request = await ReadAsync(context.Request, token).ConfigureAwait(false);
            if (request is null)
            {
                await WriteAsync(context, new SandboxResponse(413, "text/plain", "The request is too large."), token).ConfigureAwait(false);
                return;
            }

            await WriteAsync(context, await _handler(request, token).ConfigureAwait(false), token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionCutException || IsClosed(e))
        {
            // Stopping, asked to cut, or the client hung up: there is nothing to answer.
            Cut(context.Response);
        }
    }

    /// <summary>
    /// Ends a request so that the client sees a broken connection. An aborted response alone may end as an empty 200;
    /// one that is shorter than it says can't be mistaken for an answer.
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
            // The answer has begun: it breaks off where it is.
        }

        response.Abort();
    }

    private static async Task<SandboxRequest?> ReadAsync(HttpListenerRequest request, CancellationToken token)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.InputStream.ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0)
        {
            if (body.Length + count > MaximumBodyLength)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var name in request.Headers.AllKeys)
        {
            if (name is not null)
            {
                headers.Add(new KeyValuePair<string, string>(name, request.Headers[name] ?? string.Empty));
            }
        }

        return new SandboxRequest(request.HttpMethod, request.RawUrl ?? "/", headers, body.ToArray());
    }

    private static async Task WriteAsync(HttpListenerContext context, SandboxResponse answer, CancellationToken token)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
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
            await response.OutputStream.WriteAsync(answer.Body, 0, answer.Body.Length, token).ConfigureAwait(false);
        }

        response.Close();
    }

    private static bool IsClosed(Exception e) =>
        e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException;
}
