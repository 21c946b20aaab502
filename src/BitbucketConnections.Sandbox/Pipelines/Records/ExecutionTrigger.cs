using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The cause of an execution.</summary>
/// <param name="Type">The trigger type.</param>
/// <param name="Detail">The source of the trigger, such as the caller's ARN.</param>
internal sealed record ExecutionTrigger(string Type, string Detail)
{
    /// <summary>The type of the first execution of a new pipeline.</summary>
    public const string Creation = "CreatePipeline";

    /// <summary>The type of the first execution of a new pipeline whose source polls.</summary>
    public const string Polling = "PollForSourceChanges";

    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets a value indicating whether the creation of the pipeline started the execution.</summary>
    public bool IsOfCreation => Type is Creation or Polling;

    /// <summary>Gets the values of variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = s_none;

    /// <summary>Gets the branch of the event; null for the branch of the source action.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the requested commits by source action.</summary>
    public IReadOnlyDictionary<string, string> Revisions { get; init; } = s_none;
}
