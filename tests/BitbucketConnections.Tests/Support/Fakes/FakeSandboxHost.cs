using System;
using System.IO;
using System.Text;

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

    public void Save(string state, string path, bool overwrites)
    {
        using var stream = new FileStream(path, overwrites ? FileMode.Create : FileMode.CreateNew);
        stream.Write(Encoding.UTF8.GetBytes(state));
    }

    public ISandbox Start(SandboxOptions options)
    {
        Options = options;
        return Sandbox = new FakeSandbox(options);
    }
}
