using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline declaration of the API.</summary>
public partial class PipelineDeclaration
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the role ARN: at most 1024 characters, of the pattern <c>arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*</c>; required.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the artifact store.</summary>
    public ArtifactStore? ArtifactStore { get; set; }

    /// <summary>Gets or sets the artifact stores.</summary>
    public Dictionary<string, ArtifactStore>? ArtifactStores { get; set; }

    /// <summary>Gets or sets the stages; required.</summary>
    public List<StageDeclaration>? Stages { get; set; }

    /// <summary>Gets or sets the version: at least 1.</summary>
    public int? Version { get; set; }

    /// <summary>Gets or sets the execution mode: one of <c>QUEUED</c>, <c>SUPERSEDED</c>, <c>PARALLEL</c>.</summary>
    public ExecutionMode? ExecutionMode { get; set; }

    /// <summary>Gets or sets the pipeline type: one of <c>V1</c>, <c>V2</c>.</summary>
    public PipelineType? PipelineType { get; set; }

    /// <summary>Gets or sets the variables: at most 50 entries.</summary>
    public List<PipelineVariableDeclaration>? Variables { get; set; }

    /// <summary>Gets or sets the triggers: at most 50 entries.</summary>
    public List<PipelineTriggerDeclaration>? Triggers { get; set; }
}
