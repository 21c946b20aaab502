using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A git pull request filter of the API.</summary>
public partial class GitPullRequestFilter
{
    /// <summary>Gets or sets the events: 1–3 entries, each one of <c>OPEN</c>, <c>UPDATED</c>, <c>CLOSED</c>.</summary>
    public List<string>? Events { get; set; }

    /// <summary>Gets or sets the branches.</summary>
    public GitBranchFilterCriteria? Branches { get; set; }

    /// <summary>Gets or sets the file paths.</summary>
    public GitFilePathFilterCriteria? FilePaths { get; set; }
}
