namespace BitbucketConnections.Catalog;

/// <summary>How large a pipeline can be (CodePipeline user guide, "Quotas", read 2026-11-26).</summary>
public static class PipelineQuotas
{
    /// <summary>The fewest stages.</summary>
    public const int MinimumStages = 2;

    /// <summary>The most stages.</summary>
    public const int MaximumStages = 50;

    /// <summary>
    /// The most actions of a stage. One row of the table says 50; the rows for parallel and for sequential actions, raised
    /// with the actions of a pipeline from 50, say 100. The larger number is the newer one, and a wrong 50 would refuse what AWS accepts.
    /// </summary>
    public const int MaximumActionsPerStage = 100;

    /// <summary>The most actions of a pipeline.</summary>
    public const int MaximumActions = 1000;
}
