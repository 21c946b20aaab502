using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A success conditions of the API.</summary>
public partial class SuccessConditions
{
    /// <summary>Gets or sets the conditions: 1–1 entries; required.</summary>
    public List<Condition>? Conditions { get; set; }
}
