namespace Amazon.CodePipeline.Model;

/// <summary>A s3 location of the API.</summary>
public partial class S3Location
{
    /// <summary>Gets or sets the bucket: 3–63 characters.</summary>
    public string? Bucket { get; set; }

    /// <summary>Gets or sets the key: 1–100 characters.</summary>
    public string? Key { get; set; }
}
