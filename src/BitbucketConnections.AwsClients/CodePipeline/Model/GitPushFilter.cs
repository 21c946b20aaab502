namespace Amazon.CodePipeline.Model;

/// <summary>A git push filter of the API.</summary>
public partial class GitPushFilter
{
    /// <summary>Gets or sets the tags.</summary>
    public GitTagFilterCriteria? Tags { get; set; }

    /// <summary>Gets or sets the branches.</summary>
    public GitBranchFilterCriteria? Branches { get; set; }

    /// <summary>Gets or sets the file paths.</summary>
    public GitFilePathFilterCriteria? FilePaths { get; set; }
}
