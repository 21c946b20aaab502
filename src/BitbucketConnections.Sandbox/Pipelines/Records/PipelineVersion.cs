using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>An earlier version of a pipeline.</summary>
internal sealed class PipelineVersion
{
    /// <summary>Gets the declaration.</summary>
    public required DeclarationText Declaration { get; init; }

    /// <summary>Gets the time when the version was written.</summary>
    public required DateTimeOffset Written { get; init; }
}
