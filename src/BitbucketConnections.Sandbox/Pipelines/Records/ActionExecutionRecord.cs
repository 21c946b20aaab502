using System;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>An action of an execution.</summary>
internal sealed class ActionExecutionRecord
{
    /// <summary>What GetPipelineState says of an approval that an update or an abandoned execution ended.</summary>
    public const string EndedApproval = "The approval action has been canceled.";

    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets its declaration.</summary>
    public required DeclaredAction Declared { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets its number: later ones have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets when it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets when it last changed.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets when it ends by itself.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>Gets its planned outcome; null for success.</summary>
    public SandboxActionOutcome? Outcome { get; init; }

    /// <summary>Gets the name.</summary>
    public string Name => Declared.Name;

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets or sets the summary, or null.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets who answered it, as an ARN, or null.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>Gets or sets the code of the failure, or null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the failure, or null.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Gets or sets the revision a source action took, or null.</summary>
    public SourceRevisionRecord? Revision { get; set; }

    /// <summary>Gets the token that answers a manual approval, or null.</summary>
    public string? ApprovalToken { get; init; }

    /// <summary>Gets a value indicating whether it is in progress.</summary>
    public bool IsUnderWay => Status == ExecutionStatuses.InProgress;

    /// <summary>Ends it.</summary>
    /// <param name="status">How.</param>
    /// <param name="at">When.</param>
    public void End(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
    }

    /// <summary>Abandons it: its outcome no longer counts.</summary>
    /// <param name="at">When.</param>
    public void Abandon(DateTimeOffset at)
    {
        if (ApprovalToken is not null)
        {
            Summary = EndedApproval;
        }

        End(ExecutionStatuses.Abandoned, at);
    }

    /// <summary>Marks it as failed.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">The message.</param>
    /// <param name="at">When.</param>
    public void Fail(string code, string message, DateTimeOffset at)
    {
        ErrorCode = code;
        ErrorMessage = message;
        End(ExecutionStatuses.Failed, at);
    }
}
