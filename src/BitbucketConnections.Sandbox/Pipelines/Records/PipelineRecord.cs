using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A pipeline with all its versions and executions.</summary>
internal sealed class PipelineRecord
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets when it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets or sets when it was last changed.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets the versions: the first is version 1.</summary>
    public List<PipelineDeclaration> Versions { get; } = [];

    /// <summary>Gets the newest version.</summary>
    public PipelineDeclaration Current => Versions[Versions.Count - 1];

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the executions, oldest first.</summary>
    public List<ExecutionRecord> Executions { get; } = [];

    /// <summary>Gets the executions that have not ended.</summary>
    public List<ExecutionRecord> ActiveExecutions { get; } = [];

    /// <summary>Gets the transitions that were ever changed, by the stage they lead into.</summary>
    public Dictionary<string, TransitionRecord> Transitions { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the executions by the client request token they were started with.</summary>
    public Dictionary<string, ExecutionRecord> ExecutionsByToken { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the transition into a stage.</summary>
    /// <param name="stageName">The stage.</param>
    /// <returns>The transition; an open one when nobody changed it.</returns>
    public TransitionRecord TransitionInto(string stageName) =>
        Transitions.TryGetValue(stageName, out var transition) ? transition : TransitionRecord.Open;

    /// <summary>Determines whether an execution stopped where it was when the pipeline was changed.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>Whether it is of an older definition and has not ended.</returns>
    public bool IsLeftBehind(ExecutionRecord execution) => execution.Version != Versions.Count && !execution.IsEnded;
}
