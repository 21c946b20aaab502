namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>An artifact of an execution.</summary>
/// <param name="Name">The name.</param>
/// <param name="Bucket">The bucket of the artifact store.</param>
/// <param name="Key">The key of the object.</param>
internal sealed record StoredArtifact(string Name, string Bucket, string Key);
