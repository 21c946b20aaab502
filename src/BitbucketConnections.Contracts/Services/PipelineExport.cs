using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>An exported pipeline.</summary>
public sealed class PipelineExport
{
    /// <summary>Gets the text, with <c>\n</c> line ends.</summary>
    public required string Text { get; init; }

    /// <summary>Gets a value indicating whether the text has values that are often secret: those of variables and user parameters, and secrets.</summary>
    public bool HasValues { get; init; }

    /// <summary>Gets the resource type of the format; null if the format supports all members.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Gets the members that the resource type does not support. Comments in the text have their values.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = Array.Empty<string>();
}
