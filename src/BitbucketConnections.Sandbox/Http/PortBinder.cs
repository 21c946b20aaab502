using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Starts a listener on the requested port, or on a free one.</summary>
internal static class PortBinder
{
    private const int MaximumAttempts = 20;

    /// <summary>Starts a listener.</summary>
    /// <param name="port">The port, 1–65535; null for a free one.</param>
    /// <returns>The started listener and its port.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the port can't be used.</exception>
    public static (HttpListener Listener, int Port) Bind(int? port)
    {
        if (port is < 1 or > 65535)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"{port} is not a valid port. Specify 1 to 65535, or omit -Port to use a free port.");
        }

        if (port is { } wanted)
        {
            return (Listen(wanted, out var failure) ?? throw Taken(wanted, failure!), wanted);
        }

        Exception? last = null;
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            // Another program may take the port after the probe: then try the next one.
            var free = ProbeFreePort();
            if (Listen(free, out last) is { } listener)
            {
                return (listener, free);
            }
        }

        throw new ServiceException(
            ServiceErrorKind.Sandbox,
            $"No free port was found on loopback in {MaximumAttempts.ToString(CultureInfo.InvariantCulture)} attempts: {last!.Message.TrimEnd('.')}. Specify a port with -Port.",
            last);
    }

    private static HttpListener? Listen(int port, out Exception? failure)
    {
        failure = null;
        var listener = new HttpListener();
        foreach (var prefix in LoopbackAddress.Prefixes(port))
        {
            listener.Prefixes.Add(prefix);
        }

        try
        {
            listener.Start();
            return listener;
        }
        catch (Exception e) when (e is HttpListenerException or SocketException)
        {
            // Mono throws the exception of the socket if the port is in use.
            failure = e;
            listener.Close();
            return null;
        }
    }

    private static int ProbeFreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }

    private static ServiceException Taken(int port, Exception cause) => new(
        ServiceErrorKind.Sandbox,
        $"The sandbox can't listen on port {port}: {cause.Message.TrimEnd('.')}. Stop the program that uses the port, specify another -Port, or omit -Port to use a free port.",
        cause);
}
