using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A condition of the API.</summary>
public partial class Condition
{
    /// <summary>Gets or sets the result: one of <c>ROLLBACK</c>, <c>FAIL</c>, <c>RETRY</c>, <c>SKIP</c>.</summary>
    public Result? Result { get; set; }

    /// <summary>Gets or sets the rules: 1–5 entries.</summary>
    public List<RuleDeclaration>? Rules { get; set; }
}
