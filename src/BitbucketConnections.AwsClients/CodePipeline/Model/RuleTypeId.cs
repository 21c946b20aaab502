namespace Amazon.CodePipeline.Model;

/// <summary>A rule type id of the API.</summary>
public partial class RuleTypeId
{
    /// <summary>Gets or sets the category: one of <c>Rule</c>; required.</summary>
    public RuleCategory? Category { get; set; }

    /// <summary>Gets or sets the owner: one of <c>AWS</c>.</summary>
    public RuleOwner? Owner { get; set; }

    /// <summary>Gets or sets the provider: 1–35 characters, of the pattern <c>[0-9A-Za-z_-]+</c>; required.</summary>
    public string? Provider { get; set; }

    /// <summary>Gets or sets the version: 1–9 characters, of the pattern <c>[0-9A-Za-z_-]+</c>.</summary>
    public string? Version { get; set; }
}
