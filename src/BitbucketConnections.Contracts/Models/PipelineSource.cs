using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Represents a <c>CodeStarSourceConnection</c> source action.</summary>
public sealed class PipelineSource
{
    /// <summary>The provider of a connection source action. AWS kept the name when it renamed the service.</summary>
    public const string Provider = "CodeStarSourceConnection";

    private PipelineSource(PipelineAction action)
    {
        ActionName = action.Name;
        ConnectionArn = Value(action, "ConnectionArn");
        FullRepositoryId = Value(action, "FullRepositoryId");
        BranchName = Value(action, "BranchName");
        OutputArtifactFormat = Value(action, "OutputArtifactFormat");
        DetectsChanges = Value(action, "DetectChanges")?.Equals("false", StringComparison.OrdinalIgnoreCase) != true;
    }

    /// <summary>Gets the name of the source action.</summary>
    public string ActionName { get; }

    /// <summary>Gets the ARN of the connection.</summary>
    public string? ConnectionArn { get; }

    /// <summary>Gets the repository as <c>workspace/repository</c>.</summary>
    public string? FullRepositoryId { get; }

    /// <summary>Gets the branch.</summary>
    public string? BranchName { get; }

    /// <summary>Gets the output format; null for CodePipeline's default, <c>CODE_ZIP</c>.</summary>
    public string? OutputArtifactFormat { get; }

    /// <summary>Gets a value indicating whether CodeBuild clones the repository (<c>CODEBUILD_CLONE_REF</c>).</summary>
    public bool IsFullClone => OutputArtifactFormat == "CODEBUILD_CLONE_REF";

    /// <summary>Gets a value indicating whether pushes to the branch start an execution if there is no trigger. The default of CodePipeline is true.</summary>
    public bool DetectsChanges { get; }

    /// <summary>Reads an action.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The source; null if the action is not a connection source.</returns>
    public static PipelineSource? Of(PipelineAction action) => IsConnectionSource(action) ? new PipelineSource(action) : null;

    /// <summary>Gets the connection source actions of the stages in order.</summary>
    /// <param name="stages">The stages to read.</param>
    /// <returns>One entry for each action.</returns>
    public static IEnumerable<PipelineSource> All(IEnumerable<PipelineStage> stages) =>
        stages.SelectMany(stage => stage.Actions).Select(Of).OfType<PipelineSource>();

    /// <summary>Gets the first connection source action of the stages.</summary>
    /// <param name="stages">The stages to read.</param>
    /// <returns>The first source; null if there is none.</returns>
    public static PipelineSource? First(IEnumerable<PipelineStage> stages) => All(stages).FirstOrDefault();

    /// <summary>Determines whether an action is a connection source.</summary>
    /// <param name="action">The action.</param>
    /// <returns>True for the category <c>Source</c> and provider <c>CodeStarSourceConnection</c>.</returns>
    public static bool IsConnectionSource(PipelineAction action) =>
        action.ActionTypeId.Category == "Source" && action.ActionTypeId.Provider == Provider;

    private static string? Value(PipelineAction action, string key) =>
        action.Configuration is { } configuration && configuration.TryGetValue(key, out var value) ? value : null;
}
