using System.Collections.Generic;

namespace Amazon.CodeBuild.Model;

/// <summary>The request of BatchGetProjects.</summary>
public partial class BatchGetProjectsRequest : AmazonCodeBuildRequest
{
    /// <summary>Gets or sets the names: 1–100 entries; required.</summary>
    public List<string>? Names { get; set; }
}
