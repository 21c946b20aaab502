using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The answer of a person to a manual approval. GetPipelineState shows it before the approval ends.</summary>
/// <param name="Status">The final status of the approval.</param>
/// <param name="At">The time of the answer.</param>
internal sealed record ApprovalResponse(string Status, DateTimeOffset At);
