using System;
using System.Net;
using System.Net.Sockets;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>
/// A free port on loopback. It stays reserved until it is disposed, so no other process can get it. It refuses connections until <see cref="Listen"/>.
/// </summary>
internal sealed class LoopbackPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LoopbackPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public Uri Url => new($"http://127.0.0.1:{Number}/");

    /// <summary>Starts an HTTP listener on a free port. HttpListener cannot ask the system for a port, so this tries another one if a port is in use.</summary>
    public static (HttpListener Listener, string Url) StartHttp()
    {
        for (var attempt = 1; ; attempt++)
        {
            string url;
            using (var port = new LoopbackPort())
            {
                url = port.Url.AbsoluteUri;
            }

#pragma warning disable RS0030
            var listener = new HttpListener();
#pragma warning restore RS0030
            try
            {
                listener.Prefixes.Add(url);
                listener.Start();
                return (listener, url);
            }
            catch (Exception e) when (attempt < 20 && e is HttpListenerException or SocketException)
            {
                listener.Close();
            }
        }
    }

    /// <summary>Starts to listen. A test has to accept the connections.</summary>
    /// <returns>The listening socket. This object disposes it.</returns>
    public Socket Listen()
    {
        _socket.Listen(16);
        return _socket;
    }

    public void Dispose() => _socket.Dispose();
}
