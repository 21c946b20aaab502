using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
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

    /// <summary>Gets the Region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the time of the last change.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets the newest version.</summary>
    public required PipelineDeclaration Current { get; set; }

    /// <summary>Gets the versions before the newest. The first is version 1.</summary>
    public List<PipelineVersion> Earlier { get; } = [];

    /// <summary>Gets the number of the newest version.</summary>
    public int Version => Earlier.Count + 1;

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the executions, oldest first.</summary>
    public List<ExecutionRecord> Executions { get; } = [];

    /// <summary>Gets the executions in progress.</summary>
    public List<ExecutionRecord> ActiveExecutions { get; } = [];

    /// <summary>Gets the connections whose webhooks AWS created: those that were AVAILABLE when the pipeline was written.</summary>
    public HashSet<string> Webhooks { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the transitions that were changed, by the stage after them.</summary>
    public Dictionary<string, TransitionRecord> Transitions { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the executions by their client request token.</summary>
    public Dictionary<string, ExecutionRecord> ExecutionsByToken { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a version.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="at">The time of the event.</param>
    public void AddVersion(PipelineDeclaration declaration, DateTimeOffset at)
    {
        var text = DeclarationText.Of(Current);
        var same = Earlier.Find(version => version.Declaration.Text == text.Text);
        Earlier.Add(new PipelineVersion { Declaration = same?.Declaration ?? text, Written = Updated });
        Current = declaration;
        Updated = at;
    }

    /// <summary>Gets the declaration of a version.</summary>
    /// <param name="version">The version, from 1 to the newest.</param>
    /// <returns>A copy of the JSON.</returns>
    public JsonObject DeclarationOf(int version) =>
        version == Version ? Current.Json.DeepClone().AsObject() : Earlier[version - 1].Declaration.Read(version);

    /// <summary>Gets the time when a version was written.</summary>
    /// <param name="version">The version, from 1 to the newest.</param>
    /// <returns>The time.</returns>
    public DateTimeOffset TimeOf(int version) => version == Version ? Updated : Earlier[version - 1].Written;

    /// <summary>Gets the transition into a stage.</summary>
    /// <param name="stageName">The stage.</param>
    /// <returns>The transition. It is enabled if it was never changed.</returns>
    public TransitionRecord TransitionInto(string stageName) =>
        Transitions.TryGetValue(stageName, out var transition) ? transition : TransitionRecord.Open;

    /// <summary>Determines whether an execution stopped because the pipeline was updated.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>True if it is in progress and has an older definition; otherwise false.</returns>
    public bool IsLeftBehind(ExecutionRecord execution) => execution.Version != Version && !execution.IsEnded;
}
