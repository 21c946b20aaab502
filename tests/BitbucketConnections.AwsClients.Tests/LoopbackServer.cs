using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>A server on loopback that records the client's requests and returns the test's responses.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<RecordedRequest, Answer> _answer;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<bool> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopbackServer(Func<RecordedRequest, Answer> answer)
    {
        _answer = answer;
        (_listener, Url) = LoopbackPort.StartHttp();
        _ = Task.Run(ServeAsync);
    }

    public LoopbackServer(string json)
        : this(_ => new Answer(json))
    {
    }

    public string Url { get; }

    /// <summary>Gets a task that ends when the first request has arrived.</summary>
    public Task Asked => _asked.Task;

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public RecordedRequest Last => Requests.Last();

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var request = new RecordedRequest(
            await reader.ReadToEndAsync(),
            context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase),
            context.Request.RemoteEndPoint.Port,
            TimeBound.Uptime)
        {
            Method = context.Request.HttpMethod,
            RawUrl = context.Request.RawUrl!,
        };
        Requests.Enqueue(request);
        _asked.TrySetResult(true);
        var answer = _answer(request);
        try
        {
            if (answer.IsMissing)
            {
                await Never.EndsAsync(_closed.Token);
            }

            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            foreach (var header in answer.Headers)
            {
                context.Response.Headers[header.Key] = header.Value;
            }

            var body = Encoding.UTF8.GetBytes(answer.Body);
            context.Response.ContentLength64 = body.Length + answer.MissingBytes;
            await context.Response.OutputStream.WriteAsync(body);
            if (answer.MissingBytes > 0)
            {
                context.Response.Abort();
                return;
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The client disconnected, or the test has ended.
        }
    }
}

internal sealed record RecordedRequest(string Body, Dictionary<string, string> Headers, int ClientPort, TimeSpan At)
{
    public string Method { get; init; } = "POST";

    public string RawUrl { get; init; } = "/";
}

internal sealed record Answer(string Body, int Status = 200)
{
    public string ContentType { get; init; } = "application/x-amz-json-1.1";

    /// <summary>Gets a value indicating whether the client gets no response.</summary>
    public bool IsMissing { get; init; }

    public int MissingBytes { get; init; }

    public Dictionary<string, string> Headers { get; init; } = new() { ["x-amzn-RequestId"] = "0123-request" };
}
