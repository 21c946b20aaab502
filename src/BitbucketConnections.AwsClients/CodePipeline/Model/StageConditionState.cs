using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A stage condition state of the API.</summary>
public partial class StageConditionState
{
    /// <summary>Gets or sets the latest execution.</summary>
    public StageConditionsExecution? LatestExecution { get; set; }

    /// <summary>Gets or sets the condition states.</summary>
    public List<ConditionState>? ConditionStates { get; set; }
}
