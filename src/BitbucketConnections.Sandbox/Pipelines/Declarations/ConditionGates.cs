namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>The places of a stage that can have a condition, as the declaration names them.</summary>
internal static class ConditionGates
{
    /// <summary>Before the actions of the stage.</summary>
    public const string BeforeEntry = "beforeEntry";

    /// <summary>After all actions succeeded.</summary>
    public const string OnSuccess = "onSuccess";

    /// <summary>After an action failed.</summary>
    public const string OnFailure = "onFailure";
}
