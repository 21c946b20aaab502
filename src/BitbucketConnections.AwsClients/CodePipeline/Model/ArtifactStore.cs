namespace Amazon.CodePipeline.Model;

/// <summary>An artifact store of the API.</summary>
public partial class ArtifactStore
{
    /// <summary>Gets or sets the type: one of <c>S3</c>; required.</summary>
    public ArtifactStoreType? Type { get; set; }

    /// <summary>Gets or sets the location: 3–63 characters, of the pattern <c>[a-zA-Z0-9\-\.]+</c>; required.</summary>
    public string? Location { get; set; }

    /// <summary>Gets or sets the encryption key.</summary>
    public EncryptionKey? EncryptionKey { get; set; }
}
