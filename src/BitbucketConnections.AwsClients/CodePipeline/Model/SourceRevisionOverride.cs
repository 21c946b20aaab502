namespace Amazon.CodePipeline.Model;

/// <summary>A source revision override of the API.</summary>
public partial class SourceRevisionOverride
{
    /// <summary>Gets or sets the action name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the revision type: one of <c>COMMIT_ID</c>, <c>IMAGE_DIGEST</c>, <c>S3_OBJECT_VERSION_ID</c>, <c>S3_OBJECT_KEY</c>; required.</summary>
    public SourceRevisionType? RevisionType { get; set; }

    /// <summary>Gets or sets the revision value: 1–1500 characters; required.</summary>
    public string? RevisionValue { get; set; }
}
