namespace Amazon.CodePipeline.Model;

/// <summary>A rule state of the API.</summary>
public partial class RuleState
{
    /// <summary>Gets or sets the rule name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? RuleName { get; set; }

    /// <summary>Gets or sets the current revision.</summary>
    public RuleRevision? CurrentRevision { get; set; }

    /// <summary>Gets or sets the latest execution.</summary>
    public RuleExecution? LatestExecution { get; set; }

    /// <summary>Gets or sets the entity URL: 1–2048 characters.</summary>
    public string? EntityUrl { get; set; }

    /// <summary>Gets or sets the revision URL: 1–2048 characters.</summary>
    public string? RevisionUrl { get; set; }
}
