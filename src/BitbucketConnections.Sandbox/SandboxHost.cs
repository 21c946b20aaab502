using System;
using BitbucketConnections.Sandbox.Control;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox;

/// <summary>Starts sandboxes.</summary>
public sealed class SandboxHost : ISandboxHost
{
    /// <inheritdoc/>
    public ISandbox Start(SandboxOptions options) => Start(options, SandboxClock.SystemTime);

    /// <inheritdoc/>
    public ISandbox? Connect(Uri endpoint, string? tokenPath) => RemoteSandbox.Connect(endpoint, tokenPath);

    /// <summary>Starts a sandbox with its own clock.</summary>
    /// <param name="options">Port, Region and timing.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    /// <returns>The running sandbox.</returns>
    internal static RunningSandbox Start(SandboxOptions options, SandboxClock clock)
    {
        if (!RegionPartition.IsRegion(options.Region))
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"'{options.Region}' is not a valid Region name. Specify a Region such as us-east-1.");
        }

        var (listener, port) = PortBinder.Bind(options.Port);
        try
        {
            return new RunningSandbox(options, clock, listener, port);
        }
        catch (ServiceException)
        {
            listener.Close();
            throw;
        }
    }
}
