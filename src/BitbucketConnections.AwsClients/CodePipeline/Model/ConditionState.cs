using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A condition state of the API.</summary>
public partial class ConditionState
{
    /// <summary>Gets or sets the latest execution.</summary>
    public ConditionExecution? LatestExecution { get; set; }

    /// <summary>Gets or sets the rule states.</summary>
    public List<RuleState>? RuleStates { get; set; }
}
