using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A git branch filter criteria of the API.</summary>
public partial class GitBranchFilterCriteria
{
    /// <summary>Gets or sets the includes: 1–8 entries, each 1–255 characters.</summary>
    public List<string>? Includes { get; set; }

    /// <summary>Gets or sets the excludes: 1–8 entries, each 1–255 characters.</summary>
    public List<string>? Excludes { get; set; }
}
