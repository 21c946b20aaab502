namespace Amazon.CodePipeline.Model;

/// <summary>An encryption key of the API.</summary>
public partial class EncryptionKey
{
    /// <summary>Gets or sets the id: 1–400 characters; required.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the type: one of <c>KMS</c>; required.</summary>
    public EncryptionKeyType? Type { get; set; }
}
