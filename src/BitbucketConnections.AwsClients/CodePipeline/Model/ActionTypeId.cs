namespace Amazon.CodePipeline.Model;

/// <summary>An action type id of the API.</summary>
public partial class ActionTypeId
{
    /// <summary>Gets or sets the category: one of <c>Source</c>, <c>Build</c>, <c>Deploy</c>, <c>Test</c>, <c>Invoke</c>, <c>Approval</c>, <c>Compute</c>; required.</summary>
    public ActionCategory? Category { get; set; }

    /// <summary>Gets or sets the owner: one of <c>AWS</c>, <c>ThirdParty</c>, <c>Custom</c>; required.</summary>
    public ActionOwner? Owner { get; set; }

    /// <summary>Gets or sets the provider: 1–35 characters, of the pattern <c>[0-9A-Za-z_-]+</c>; required.</summary>
    public string? Provider { get; set; }

    /// <summary>Gets or sets the version: 1–9 characters, of the pattern <c>[0-9A-Za-z_-]+</c>; required.</summary>
    public string? Version { get; set; }
}
