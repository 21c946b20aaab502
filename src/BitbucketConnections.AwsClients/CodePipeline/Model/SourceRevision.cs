namespace Amazon.CodePipeline.Model;

/// <summary>A source revision of the API.</summary>
public partial class SourceRevision
{
    /// <summary>Gets or sets the action name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the revision id: 1–1500 characters.</summary>
    public string? RevisionId { get; set; }

    /// <summary>Gets or sets the revision summary: 1–2048 characters.</summary>
    public string? RevisionSummary { get; set; }

    /// <summary>Gets or sets the revision URL: 1–2048 characters.</summary>
    public string? RevisionUrl { get; set; }
}
