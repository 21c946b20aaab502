namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The revision that a source action used.</summary>
/// <param name="ActionName">The source action.</param>
/// <param name="ArtifactName">The output artifact.</param>
/// <param name="Id">The commit.</param>
/// <param name="Message">The commit message.</param>
/// <param name="ProviderType">The provider of the connection.</param>
/// <param name="Branch">The branch of the commit.</param>
internal sealed record SourceRevisionRecord(string ActionName, string ArtifactName, string Id, string Message, string ProviderType, string Branch);
