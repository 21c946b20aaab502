using System;

namespace BitbucketConnections.Tests;

/// <summary>A host whose sandbox only records its calls.</summary>
internal sealed class FakeSandboxHost : ISandboxHost
{
    public SandboxOptions? Options { get; private set; }

    public FakeSandbox? Sandbox { get; private set; }

    /// <summary>Gets or sets the sandbox of another process; null for none.</summary>
    public FakeSandbox? Other { get; set; }

    public (Uri Endpoint, string? TokenPath)? Connected { get; private set; }

    public ISandbox? Connect(Uri endpoint, string? tokenPath)
    {
        Connected = (endpoint, tokenPath);
        return Other;
    }

    public ISandbox Start(SandboxOptions options)
    {
        Options = options;
        return Sandbox = new FakeSandbox(options);
    }
}
