using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodeBuild.Model;

/// <summary>The answer of BatchGetProjects.</summary>
public partial class BatchGetProjectsResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the projects.</summary>
    public List<Project>? Projects { get; set; }

    /// <summary>Gets or sets the projects not found: 1–100 entries.</summary>
    public List<string>? ProjectsNotFound { get; set; }
}
