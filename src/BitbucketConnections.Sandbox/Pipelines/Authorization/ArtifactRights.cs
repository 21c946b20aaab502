using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>The artifact store of an action, and the rights on it that the action needs.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="EncryptionKey">The key; null for the default encryption of the bucket, which needs no right.</param>
internal sealed record ArtifactRights(string Bucket, string? EncryptionKey)
{
    /// <summary>Gets the store of an action.</summary>
    /// <param name="declaration">The pipeline.</param>
    /// <param name="declared">The action.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The store; null if the Region of the action has none.</returns>
    public static ArtifactRights? Of(PipelineDeclaration declaration, DeclaredAction declared, PipelineScope scope)
    {
        var store = declaration.Json["artifactStore"] ?? (declaration.Json["artifactStores"] as JsonObject)?[declared.Region ?? scope.Region];
        return store?.Text("location") is { } bucket ? new ArtifactRights(bucket, store["encryptionKey"]?.Text("id")) : null;
    }

    /// <summary>Gets the rights that an action needs on its artifacts.</summary>
    /// <param name="declared">The action.</param>
    /// <returns>A right for each artifact. A build writes its artifacts with its own role.</returns>
    public static IEnumerable<(ArtifactRight Right, string Artifact)> Needed(DeclaredAction declared) => declared.Inputs.Select(input => (ArtifactRight.Read, input))
        .Concat(declared.Provider == "CodeBuild" ? [] : declared.Outputs.Select(output => (ArtifactRight.Write, output)));

    /// <summary>Gets an object of an artifact as AWS names it.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="artifact">The artifact.</param>
    /// <returns>The ARN.</returns>
    public string ObjectArn(string partition, string pipelineName, string artifact) =>
        $"arn:{partition}:s3:::{Bucket}/{ArtifactKey.Start(pipelineName, artifact)}Sandbox";
}
