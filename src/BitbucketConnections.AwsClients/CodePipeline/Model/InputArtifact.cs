namespace Amazon.CodePipeline.Model;

/// <summary>An input artifact of the API.</summary>
public partial class InputArtifact
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[a-zA-Z0-9_\-]+</c>; required.</summary>
    public string? Name { get; set; }
}
