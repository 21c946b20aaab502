namespace Amazon.CodePipeline.Model;

/// <summary>The request of GetPipeline.</summary>
public partial class GetPipelineRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the version: at least 1.</summary>
    public int? Version { get; set; }
}
