namespace Amazon.CodePipeline.Model;

/// <summary>The request of DeletePipeline.</summary>
public partial class DeletePipelineRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }
}
