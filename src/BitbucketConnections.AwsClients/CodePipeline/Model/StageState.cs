using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A stage state of the API.</summary>
public partial class StageState
{
    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? StageName { get; set; }

    /// <summary>Gets or sets the inbound execution.</summary>
    public StageExecution? InboundExecution { get; set; }

    /// <summary>Gets or sets the inbound executions.</summary>
    public List<StageExecution>? InboundExecutions { get; set; }

    /// <summary>Gets or sets the inbound transition state.</summary>
    public TransitionState? InboundTransitionState { get; set; }

    /// <summary>Gets or sets the action states.</summary>
    public List<ActionState>? ActionStates { get; set; }

    /// <summary>Gets or sets the latest execution.</summary>
    public StageExecution? LatestExecution { get; set; }

    /// <summary>Gets or sets the before entry condition state.</summary>
    public StageConditionState? BeforeEntryConditionState { get; set; }

    /// <summary>Gets or sets the on success condition state.</summary>
    public StageConditionState? OnSuccessConditionState { get; set; }

    /// <summary>Gets or sets the on failure condition state.</summary>
    public StageConditionState? OnFailureConditionState { get; set; }

    /// <summary>Gets or sets the retry stage metadata.</summary>
    public RetryStageMetadata? RetryStageMetadata { get; set; }
}
