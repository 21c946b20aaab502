namespace Amazon.CodePipeline.Model;

/// <summary>The request of UpdatePipeline.</summary>
public partial class UpdatePipelineRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline; required.</summary>
    public PipelineDeclaration? Pipeline { get; set; }
}
