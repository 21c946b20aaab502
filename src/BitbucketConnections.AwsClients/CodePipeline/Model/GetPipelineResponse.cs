using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of GetPipeline.</summary>
public partial class GetPipelineResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline.</summary>
    public PipelineDeclaration? Pipeline { get; set; }

    /// <summary>Gets or sets the metadata.</summary>
    public PipelineMetadata? Metadata { get; set; }
}
