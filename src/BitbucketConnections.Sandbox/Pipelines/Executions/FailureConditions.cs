using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Reads what a stage does when it fails, if that does not depend on rules.</summary>
internal static class FailureConditions
{
    /// <summary>Gets the plain result to apply when a stage fails. A stage with a result has no failure condition with rules.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns><c>ROLLBACK</c>, <c>RETRY</c>, <c>SKIP</c>, <c>FAIL</c>, or null for none.</returns>
    public static string? ResultOf(DeclaredStage stage) => stage.Json["onFailure"]?.Text("result");

    /// <summary>Determines whether a retry keeps the actions that succeeded.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>False for <c>ALL_ACTIONS</c>.</returns>
    public static bool KeepsSucceeded(DeclaredStage stage) =>
        stage.Json["onFailure"]?["retryConfiguration"]?.Text("retryMode") != "ALL_ACTIONS";
}
