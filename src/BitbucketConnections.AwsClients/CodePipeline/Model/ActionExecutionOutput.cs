using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>An action execution output of the API.</summary>
public partial class ActionExecutionOutput
{
    /// <summary>Gets or sets the output artifacts.</summary>
    public List<ArtifactDetail>? OutputArtifacts { get; set; }

    /// <summary>Gets or sets the execution result.</summary>
    public ActionExecutionResult? ExecutionResult { get; set; }

    /// <summary>Gets or sets the output variables.</summary>
    public Dictionary<string, string>? OutputVariables { get; set; }
}
