using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// Answers every connection with the same bytes and closes it, or leaves it open and
/// sends no more. Without an answer, it sends nothing.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _answer;
    private readonly bool _staysOpen;
    private readonly TaskCompletionSource<bool> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    public RawServer(string? answer, bool staysOpen = false)
    {
        (_answer, _staysOpen) = (answer, staysOpen || answer is null);
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = Task.Run(AcceptAsync);
    }

    public Uri Url { get; }

    /// <summary>Gets a task that ends when the first bytes have arrived.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Gets the number of connections.</summary>
    public int Connections => _connections;

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var open = client;
        var buffer = new byte[8192];
        try
        {
            _ = await client.GetStream().ReadAsync(buffer);
            _asked.TrySetResult(true);
            if (_answer is not null)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_answer));
            }

            while (_staysOpen && await client.GetStream().ReadAsync(buffer) > 0)
            {
            }
        }
        catch (System.IO.IOException)
        {
            // The client disconnected.
        }
    }
}
