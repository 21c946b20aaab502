namespace Amazon.CodePipeline.Model;

/// <summary>An artifact detail of the API.</summary>
public partial class ArtifactDetail
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[a-zA-Z0-9_\-]+</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the s3location.</summary>
    public S3Location? S3location { get; set; }
}
