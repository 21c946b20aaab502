using System;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Reads request bodies within a limit for each body and a limit for all together. Safe to use from any thread.</summary>
internal sealed class BodyReader
{
    private readonly ServerLimits _limits;
    private readonly SandboxClock _clock;
    private long _kept;

    /// <summary>Initializes a new instance of the <see cref="BodyReader"/> class.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">The clock of the time limit.</param>
    public BodyReader(ServerLimits limits, SandboxClock clock)
    {
        _limits = limits;
        _clock = clock;
    }

    /// <summary>Creates the buffer of a body. Disposing it frees its memory for other bodies.</summary>
    /// <returns>The buffer.</returns>
    public BodyBuffer Open() => new(this);

    /// <summary>The buffer of one body.</summary>
    internal sealed class BodyBuffer : IDisposable
    {
        private readonly BodyReader _reader;
        private readonly MemoryStream _bytes = new();
        private long _taken;

        /// <summary>Initializes a new instance of the <see cref="BodyBuffer"/> class.</summary>
        /// <param name="reader">The reader, which counts the memory of all buffers.</param>
        public BodyBuffer(BodyReader reader) => _reader = reader;

        /// <summary>Reads a body.</summary>
        /// <param name="request">The request.</param>
        /// <param name="cancellationToken">Cancelled when the server stops.</param>
        /// <returns>The body; null if it is too large.</returns>
        /// <exception cref="ServerBusyException">Other bodies use all the memory.</exception>
        /// <exception cref="TimeoutException">The body does not arrive in time.</exception>
        /// <exception cref="ConnectionCutException">The body is shorter than its declared length.</exception>
        public async Task<byte[]?> ReadAsync(HttpListenerRequest request, CancellationToken cancellationToken)
        {
            if (request.ContentLength64 > _reader._limits.Body)
            {
                return null;
            }

            using var timer = new TransferTimer(_reader._clock, _reader._limits.Transfer, cancellationToken);
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await timer.RunAsync(request.InputStream.ReadAsync(buffer, 0, buffer.Length, cancellationToken)).ConfigureAwait(false)) > 0)
            {
                if (_bytes.Length + count > _reader._limits.Body)
                {
                    return null;
                }

                Take(count);
                _bytes.Write(buffer, 0, count);
            }

            // Reject an incomplete body: half a form could look like a complete one.
            return _bytes.Length < request.ContentLength64 ? throw new ConnectionCutException() : _bytes.ToArray();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Interlocked.Add(ref _reader._kept, -_taken);
            _taken = 0;
            _bytes.Dispose();
        }

        private void Take(int count)
        {
            _taken += count;
            if (Interlocked.Add(ref _reader._kept, count) > _reader._limits.AllBodies)
            {
                throw new ServerBusyException();
            }
        }
    }
}
