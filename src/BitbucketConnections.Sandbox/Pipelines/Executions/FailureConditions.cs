using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>What a stage declares for its failure. Only the top-level result counts: rules of conditions are not run.</summary>
internal static class FailureConditions
{
    /// <summary>Reads the result of a stage's failure.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns><c>ROLLBACK</c>, <c>RETRY</c>, <c>SKIP</c>, <c>FAIL</c>, or null for none.</returns>
    public static string? ResultOf(DeclaredStage stage) => stage.Json["onFailure"]?.Text("result");

    /// <summary>Reads whether a retry keeps the actions that succeeded.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>False for <c>ALL_ACTIONS</c>.</returns>
    public static bool KeepsSucceeded(DeclaredStage stage) =>
        stage.Json["onFailure"]?["retryConfiguration"]?.Text("retryMode") != "ALL_ACTIONS";
}
