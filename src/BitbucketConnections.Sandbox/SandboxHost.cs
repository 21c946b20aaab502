using System;
using System.IO;
using BitbucketConnections.Sandbox.Control;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Persistence;
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

    /// <inheritdoc/>
    public void Save(string state, string path, bool overwrites)
    {
        if (!overwrites && File.Exists(path))
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"The file '{path}' already exists. Use -Force to overwrite it.") { Condition = "FileExists" };
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            OwnerFile.Write(path, state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"Cannot write the file '{path}': {e.Message.TrimEnd('.')}.", e) { Condition = "FileNotWritten" };
        }
    }

    /// <summary>Starts a sandbox with its own clock.</summary>
    /// <param name="options">Port, Region and timing.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    /// <returns>The running sandbox.</returns>
    internal static RunningSandbox Start(SandboxOptions options, SandboxClock clock)
    {
        RegionPartition.RequireRegion(options.Region);

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
