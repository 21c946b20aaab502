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

    /// <summary>Reads a file and its journal, and writes the state as an export does.</summary>
    public static string OfFile(string path)
    {
        var copy = new SandboxState(new SandboxOptions(), SandboxClock.SystemTime, (_, _) => { });
        return StateDocument.Write(copy, StateFile.Read(path, copy));
    }
}
