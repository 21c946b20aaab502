using BitbucketConnections.Sandbox.Persistence;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Reads and writes a saved state.</summary>
internal static class StateCopy
{
    /// <summary>Reads a state and writes it again.</summary>
    public static string Of(string state)
    {
        var copy = new SandboxState(new SandboxOptions(), SandboxClock.SystemTime, (_, _) => { });
        return StateDocument.Write(copy, StateDocument.Read(state, copy));
    }
}
