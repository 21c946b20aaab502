using System;
using System.Buffers;
using System.IO;

namespace Amazon.Protocol;

/// <summary>The body of a response, in an array that later responses use again.</summary>
internal sealed class PooledBody : IDisposable
{
    // The responses of most operations fit.
    private const int FirstSize = 4096;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    /// <summary>Initializes a new instance of the <see cref="PooledBody"/> class with the rest of a stream.</summary>
    /// <param name="stream">The stream of the response.</param>
    public PooledBody(Stream stream)
    {
        while (stream.Read(_bytes, _length, _bytes.Length - _length) is > 0 and var count)
        {
            _length += count;
            if (_length == _bytes.Length)
            {
                var full = _bytes;
                _bytes = ArrayPool<byte>.Shared.Rent(_length * 2);
                Array.Copy(full, _bytes, _length);
                ArrayPool<byte>.Shared.Return(full);
            }
        }
    }

    /// <summary>Gets the bytes of the body, until it is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, 0, _length);

    /// <summary>Returns the array.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _length) = ([], 0);
        }
    }
}
