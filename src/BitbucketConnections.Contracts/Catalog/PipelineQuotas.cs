namespace BitbucketConnections.Catalog;

/// <summary>The quotas of a pipeline (CodePipeline user guide, "Quotas", read 2026-11-26).</summary>
public static class PipelineQuotas
{
    /// <summary>The minimum number of stages.</summary>
    public const int MinimumStages = 2;

    /// <summary>The maximum number of stages.</summary>
    public const int MaximumStages = 50;

    /// <summary>
    /// The maximum number of actions in a stage. One row of the quota table says 50. The rows for parallel and for sequential actions, which were
    /// raised together with the actions of a pipeline, say 100. 100 is the newer number, and a wrong 50 would refuse stages that AWS accepts.
    /// </summary>
    public const int MaximumActionsPerStage = 100;

    /// <summary>The maximum number of actions in a pipeline.</summary>
    public const int MaximumActions = 1000;

    /// <summary>The maximum number of triggers.</summary>
    public const int MaximumTriggers = 50;

    /// <summary>The maximum number of variables.</summary>
    public const int MaximumVariables = 50;
}
