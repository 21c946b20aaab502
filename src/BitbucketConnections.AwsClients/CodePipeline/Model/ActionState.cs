namespace Amazon.CodePipeline.Model;

/// <summary>An action state of the API.</summary>
public partial class ActionState
{
    /// <summary>Gets or sets the action name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the current revision.</summary>
    public ActionRevision? CurrentRevision { get; set; }

    /// <summary>Gets or sets the latest execution.</summary>
    public ActionExecution? LatestExecution { get; set; }

    /// <summary>Gets or sets the entity URL: 1–2048 characters.</summary>
    public string? EntityUrl { get; set; }

    /// <summary>Gets or sets the revision URL: 1–2048 characters.</summary>
    public string? RevisionUrl { get; set; }
}
