using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Runs;

/// <summary>How runs go on. Called with the state locked.</summary>
internal interface IRunModel
{
    /// <summary>Starts a run.</summary>
    /// <param name="run">The new run.</param>
    /// <param name="account">The account it runs in.</param>
    void Start(PipelineRun run, AccountState account);

    /// <summary>Runs a failed stage again, and on from there.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stage">Its failed stage.</param>
    /// <param name="keepsSucceeded">Whether actions that succeeded keep their outcome, or all run again.</param>
    /// <param name="account">The account it runs in.</param>
    void Retry(PipelineRun run, StageRun stage, bool keepsSucceeded, AccountState account);
}
