using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>The request of StartPipelineExecution.</summary>
public partial class StartPipelineExecutionRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the variables: 1–50 entries.</summary>
    public List<PipelineVariable>? Variables { get; set; }

    /// <summary>Gets or sets the client request token: 1–128 characters, of the pattern <c>^[a-zA-Z0-9-]+$</c>.</summary>
    public string? ClientRequestToken { get; set; }

    /// <summary>Gets or sets the source revisions: 0–50 entries.</summary>
    public List<SourceRevisionOverride>? SourceRevisions { get; set; }
}
