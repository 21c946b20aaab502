using System;

namespace Amazon.CodePipeline.Model;

/// <summary>A rule revision of the API.</summary>
public partial class RuleRevision
{
    /// <summary>Gets or sets the revision id: 1–1500 characters; required.</summary>
    public string? RevisionId { get; set; }

    /// <summary>Gets or sets the revision change id: 1–100 characters; required.</summary>
    public string? RevisionChangeId { get; set; }

    /// <summary>Gets or sets the created: UTC; required.</summary>
    public DateTime? Created { get; set; }
}
