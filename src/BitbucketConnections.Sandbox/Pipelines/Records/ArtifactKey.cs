using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The keys of artifacts in the artifact bucket, as recorded from AWS.</summary>
internal static class ArtifactKey
{
    private const int PipelineNameLength = 20;
    private const int ArtifactNameLength = 10;

    /// <summary>Gets the start of the key: 20 characters of the pipeline's name and 10 of the artifact's, each with a slash.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="artifactName">The artifact.</param>
    /// <returns>The start. A random part follows.</returns>
    public static string Start(string pipelineName, string artifactName) =>
        $"{First(pipelineName, PipelineNameLength)}/{First(artifactName, ArtifactNameLength)}/";

    private static string First(string text, int length) => text.Substring(0, Math.Min(text.Length, length));
}
