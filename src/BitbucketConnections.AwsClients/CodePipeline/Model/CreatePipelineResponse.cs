using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of CreatePipeline.</summary>
public partial class CreatePipelineResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline.</summary>
    public PipelineDeclaration? Pipeline { get; set; }

    /// <summary>Gets or sets the tags.</summary>
    public List<Tag>? Tags { get; set; }
}
