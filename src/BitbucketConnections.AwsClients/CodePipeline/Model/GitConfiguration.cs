using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A git configuration of the API.</summary>
public partial class GitConfiguration
{
    /// <summary>Gets or sets the source action name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? SourceActionName { get; set; }

    /// <summary>Gets or sets the push: 1–3 entries.</summary>
    public List<GitPushFilter>? Push { get; set; }

    /// <summary>Gets or sets the pull request: 1–3 entries.</summary>
    public List<GitPullRequestFilter>? PullRequest { get; set; }
}
