namespace BitbucketConnections.Sandbox.State;

/// <summary>The limits of the sandbox. They are a part of the state, so they are saved and reset with it.</summary>
internal sealed class CurrentLimits : ISandboxPart
{
    /// <summary>Gets or sets the limits.</summary>
    public SandboxLimits Value { get; set; } = new();
}
