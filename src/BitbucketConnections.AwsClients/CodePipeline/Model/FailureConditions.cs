using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A failure conditions of the API.</summary>
public partial class FailureConditions
{
    /// <summary>Gets or sets the result: one of <c>ROLLBACK</c>, <c>FAIL</c>, <c>RETRY</c>, <c>SKIP</c>.</summary>
    public Result? Result { get; set; }

    /// <summary>Gets or sets the retry configuration.</summary>
    public RetryConfiguration? RetryConfiguration { get; set; }

    /// <summary>Gets or sets the conditions: 1–1 entries.</summary>
    public List<Condition>? Conditions { get; set; }
}
