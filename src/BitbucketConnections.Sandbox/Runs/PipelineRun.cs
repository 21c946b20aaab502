using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Pipelines;

namespace BitbucketConnections.Sandbox.Runs;

/// <summary>A run of a pipeline.</summary>
internal sealed class PipelineRun
{
    /// <summary>Gets its number: later ones have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the version of the pipeline that runs.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the declaration that runs.</summary>
    public required Declaration Declaration { get; init; }

    /// <summary>Gets what started it.</summary>
    public required string TriggerType { get; init; }

    /// <summary>Gets who started it.</summary>
    public required string TriggerDetail { get; init; }

    /// <summary>Gets when it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets when it last changed.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets or sets what is said about the status, or null.</summary>
    public string? StatusSummary { get; set; }

    /// <summary>Gets the variables given at the start.</summary>
    public required IReadOnlyDictionary<string, string> GivenVariables { get; init; }

    /// <summary>Gets the commits given at the start, by source action.</summary>
    public required IReadOnlyDictionary<string, string> GivenRevisions { get; init; }

    /// <summary>Gets the stages that were reached.</summary>
    public List<StageRun> Stages { get; } = [];
}

/// <summary>A stage of a run.</summary>
internal sealed class StageRun
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets the actions that were started.</summary>
    public List<ActionRun> Actions { get; } = [];
}

/// <summary>An action of a run.</summary>
internal sealed class ActionRun
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets or sets when it last changed.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets or sets the code of the failure, or null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the failure, or null.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Gets or sets the revision a source action took, or null.</summary>
    public SourceRevisionTaken? Revision { get; set; }

    /// <summary>Gets or sets the token that answers a manual approval, or null.</summary>
    public string? ApprovalToken { get; set; }
}

/// <summary>The revision a source action took.</summary>
/// <param name="ActionName">The source action.</param>
/// <param name="ArtifactName">The artifact it is in.</param>
/// <param name="Id">The commit.</param>
/// <param name="Summary">What is said about it.</param>
internal sealed record SourceRevisionTaken(string ActionName, string ArtifactName, string Id, string Summary);
