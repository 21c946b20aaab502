using System;

namespace Amazon.CodePipeline.Model;

/// <summary>An artifact revision of the API.</summary>
public partial class ArtifactRevision
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[a-zA-Z0-9_\-]+</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the revision id: 1–1500 characters.</summary>
    public string? RevisionId { get; set; }

    /// <summary>Gets or sets the revision change identifier: 1–100 characters.</summary>
    public string? RevisionChangeIdentifier { get; set; }

    /// <summary>Gets or sets the revision summary: 1–2048 characters.</summary>
    public string? RevisionSummary { get; set; }

    /// <summary>Gets or sets the created: UTC.</summary>
    public DateTime? Created { get; set; }

    /// <summary>Gets or sets the revision URL: 1–2048 characters.</summary>
    public string? RevisionUrl { get; set; }
}
