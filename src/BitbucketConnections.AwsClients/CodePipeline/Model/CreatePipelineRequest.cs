using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>The request of CreatePipeline.</summary>
public partial class CreatePipelineRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline; required.</summary>
    public PipelineDeclaration? Pipeline { get; set; }

    /// <summary>Gets or sets the tags.</summary>
    public List<Tag>? Tags { get; set; }
}
