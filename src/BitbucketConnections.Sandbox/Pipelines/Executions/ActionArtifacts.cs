using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Names the objects of artifacts as AWS does. The sandbox stores no objects.</summary>
internal static class ActionArtifacts
{
    private const int UniqueLength = 7;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Gets the input artifacts of an action. A rollback has those of its target.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="action">The action.</param>
    /// <returns>The artifacts that exist.</returns>
    public static IReadOnlyList<StoredArtifact> Inputs(ExecutionRecord execution, DeclaredAction action) =>
        [.. action.Inputs.Select(name => Find(execution, name)).OfType<StoredArtifact>()];

    /// <summary>Creates the output artifacts of an action.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="action">The action.</param>
    /// <returns>The artifacts.</returns>
    public static IReadOnlyList<StoredArtifact> Outputs(PipelineRecord pipeline, ExecutionRecord execution, DeclaredAction action) =>
        [.. action.Outputs.Select(name => Reused(execution, action, name) ?? new StoredArtifact(name, Bucket(pipeline, execution.Declaration, action), Key(pipeline.Name, action, name)))];

    // A source writes a rollback under the key of the target.
    private static StoredArtifact? Reused(ExecutionRecord execution, DeclaredAction action, string name) =>
        action.IsSource && execution.RollbackTarget is { } target ? Find(target, name) : null;

    private static StoredArtifact? Find(ExecutionRecord execution, string name) =>
        execution.Stages.SelectMany(stage => stage.Actions).SelectMany(action => action.Outputs).LastOrDefault(artifact => artifact.Name == name)
            ?? (execution.RollbackTarget is { } target ? Find(target, name) : null);

    private static string Bucket(PipelineRecord pipeline, PipelineDeclaration declaration, DeclaredAction action) =>
        (declaration.Json["artifactStore"] ?? declaration.Json["artifactStores"]![action.Region ?? pipeline.Region])!.Text("location")!;

    private static string Key(string pipelineName, DeclaredAction action, string name)
    {
        var unique = string.Concat(Guid.NewGuid().ToByteArray().Take(UniqueLength).Select(value => Letters[value % Letters.Length]));
        return $"{ArtifactKey.Start(pipelineName, name)}{unique}{(action.IsSource ? ".zip" : string.Empty)}";
    }
}
