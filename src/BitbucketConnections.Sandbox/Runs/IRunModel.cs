using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Runs;

/// <summary>How runs go on. Called with the state locked.</summary>
internal interface IRunModel
{
    /// <summary>Starts a run.</summary>
    /// <param name="run">The new run.</param>
    /// <param name="account">The account it runs in.</param>
    void Start(PipelineRun run, AccountState account);
}
