#if NET
using System;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace BitbucketConnections.Engine.Calling;

/// <summary>
/// Sends a request to a stream in memory. .NET has no native code for much of its HTTP client, and compiles it with the first request. So that
/// is done on another thread, while the session opens. Nothing is sent to a network.
/// </summary>
internal static class HttpWarmUp
{
    private static readonly Lazy<Task<int>> s_run = new(() => Task.Run(RunAsync));

    /// <summary>Starts the warm-up, only once in a process. A failure has no effect: the first call does the same, and reports it.</summary>
    /// <returns>The number of bytes of the answer.</returns>
    public static Task<int> Start() => s_run.Value;

    private static async Task<int> RunAsync()
    {
        // The request is signed before it is sent, so this is needed first.
        SHA256.HashData(HMACSHA256.HashData([0], [0]));
        _ = JavaScriptEncoder.Default;
        _ = new StandardRetryPolicy(maxRetries: 1);
        _ = InternalSDKUtils.BuildUserAgentString(string.Empty);

        using var transport = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new AnswerStream()),
        };
        using var client = new HttpClient(transport) { Timeout = Timeout.InfiniteTimeSpan };
        using var stop = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/") { Content = new ByteArrayContent([0]) };
        request.Headers.TryAddWithoutValidation("Authorization", "none");
        request.Headers.ExpectContinue = false;
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
        return (await response.Content.ReadAsByteArrayAsync(stop.Token).ConfigureAwait(false)).Length;
    }

    // Ends no operation at once, as a network.
    private sealed class AnswerStream : Stream
    {
        private readonly MemoryStream _answer = new(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-amzn-RequestId: 0\r\nContent-Length: 2\r\n\r\n{}"));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Task.Yield();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
#endif
