namespace Amazon.CodePipeline.Model;

/// <summary>A resolved pipeline variable of the API.</summary>
public partial class ResolvedPipelineVariable
{
    /// <summary>Gets or sets the name.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the resolved value.</summary>
    public string? ResolvedValue { get; set; }
}
