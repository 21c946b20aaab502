using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BitbucketConnections.Sandbox;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>The bytes that a sandbox receives. Each connection is answered or closed.</summary>
internal static class SocketTargets
{
    private const int Milliseconds = 20_000;

    // All chunks use one sandbox: a start for each would take longer than the inputs.
    private static readonly Lazy<int> s_port = new(() => new SandboxHost().Start(new SandboxOptions()).Info.Port);

    /// <summary>Gets the targets.</summary>
    public static FuzzTarget[] All { get; } =
    [
        new FuzzTarget
        {
            Name = "Sandbox.Socket", Weight = 3, Seeds = FuzzResources.Lines("sockets.txt"), Open = () => Send,
            Words = ["HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "Host: ", "Content-Length: ", "-1", "99999999999999999999", "Transfer-Encoding: chunked", "\r\n", "\r\n\r\n", "0\r\n\r\n", "ffffffff\r\n", "Expect: 100-continue", "Connection: ", "Upgrade: ", "GET ", "POST ", "CONNECT ", "*", "http://x/", "/%", "\0"],
        },
    ];

    private static void Send(string input)
    {
        using var client = new TcpClient { ReceiveTimeout = Milliseconds, SendTimeout = Milliseconds };
        client.Connect(IPAddress.Loopback, s_port.Value);
        var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            stream.Write(Encoding.Latin1.GetBytes(input));
            client.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[8192];
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (Exception e) when (e is System.IO.IOException { InnerException: SocketException { SocketErrorCode: not SocketError.TimedOut and not SocketError.WouldBlock } } or SocketException)
        {
            // The server cut the connection.
        }

        Wrong.If(answer.ToString().Contains("The sandbox failed", StringComparison.Ordinal), answer.ToString());
    }
}
