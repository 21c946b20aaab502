using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>The pipeline or definition that is checked.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Resolved">The definition with the ARNs of its keys, as far as they are known; the definition itself for checks that do not need them.</param>
/// <param name="AccountId">The account of the pipeline; null if it is not known.</param>
internal sealed record CheckSubject(Pipeline Definition, Pipeline Resolved, string? AccountId)
{
    /// <summary>Gets a value indicating whether the pipeline exists on AWS.</summary>
    public bool Exists => Definition.PipelineArn is not null;

    /// <summary>Gets the parameters that identify the pipeline in a command.</summary>
    public string Target => $"-PipelineName {PasteText.Of(Definition.Name)} -Region {Definition.Region}";

    /// <summary>Gets the command that changes the pipeline; null if it does not exist yet.</summary>
    /// <param name="parameters">The parameters of the change.</param>
    public string? Set(string parameters) => Exists ? $"Set-BitbucketPipeline {Target} {parameters}" : null;
}
