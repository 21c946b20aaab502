namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>A right on an artifact.</summary>
/// <param name="ObjectAction">The action on the object of the bucket.</param>
/// <param name="KeyAction">The action on the key.</param>
/// <param name="IsWrite">True if it writes the artifact; false if it reads it.</param>
internal sealed record ArtifactRight(string ObjectAction, string KeyAction, bool IsWrite)
{
    /// <summary>Gets the right to read an artifact.</summary>
    public static ArtifactRight Read { get; } = new("s3:GetObject", "kms:Decrypt", false);

    /// <summary>Gets the right to write an artifact.</summary>
    public static ArtifactRight Write { get; } = new("s3:PutObject", "kms:GenerateDataKey", true);
}
