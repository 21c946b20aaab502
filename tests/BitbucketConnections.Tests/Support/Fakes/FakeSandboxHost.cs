namespace BitbucketConnections.Tests;

/// <summary>A host whose sandbox only records its calls.</summary>
internal sealed class FakeSandboxHost : ISandboxHost
{
    public SandboxOptions? Options { get; private set; }

    public FakeSandbox? Sandbox { get; private set; }

    public ISandbox Start(SandboxOptions options)
    {
        Options = options;
        return Sandbox = new FakeSandbox(options);
    }
}
