using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>An action of an execution.</summary>
internal sealed class ActionExecutionRecord
{
    /// <summary>The summary in GetPipelineState of an approval that an update or an abandoned execution ended.</summary>
    public const string EndedApproval = "The approval action has been canceled.";

    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets its declaration.</summary>
    public required DeclaredAction Declared { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the sequence number. Later actions have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the start time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the time when it ends by itself.</summary>
    public required DateTimeOffset Ends { get; set; }

    /// <summary>Gets its planned outcome; null for success.</summary>
    public SandboxActionOutcome? Outcome { get; init; }

    /// <summary>Gets its configuration with the values of its variables.</summary>
    public required JsonObject ResolvedConfiguration { get; init; }

    /// <summary>Gets its input artifacts.</summary>
    public required IReadOnlyList<StoredArtifact> Inputs { get; init; }

    /// <summary>Gets or sets its output artifacts. An action that did not succeed has none.</summary>
    public IReadOnlyList<StoredArtifact> Outputs { get; set; } = [];

    /// <summary>Gets the id that the service of the action gave its execution, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets its build and log, or null.</summary>
    public ActionLog? Log { get; init; }

    /// <summary>Gets the name.</summary>
    public string Name => Declared.Name;

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets or sets the summary, or null.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets the ARN of the person who answered it, or null.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>Gets or sets the answer to a manual approval, or null.</summary>
    public ApprovalResponse? Response { get; set; }

    /// <summary>Gets or sets the code of the failure, or null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the failure, or null.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Gets or sets the revision that a source action used, or null.</summary>
    public SourceRevisionRecord? Revision { get; set; }

    /// <summary>Gets a value indicating whether it is a manual approval that waits for an answer. Its token is its id, as recorded from AWS.</summary>
    public bool IsApproval { get; init; }

    /// <summary>Gets a value indicating whether it is in progress.</summary>
    public bool IsUnderWay => Status == ExecutionStatuses.InProgress;

    /// <summary>Gets the output variables by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> OutputVariables => Revision is not { } revision
        ? []
        :
        [
            new("AuthorDate", Iso8601.Write(Updated)),
            new("BranchName", revision.Branch),
            new("CommitId", revision.Id),
            new("CommitMessage", revision.Message),
            new("ConnectionArn", Declared.Configuration("ConnectionArn")!),
            new("FullRepositoryName", Declared.Configuration("FullRepositoryId")!),
        ];

    /// <summary>Ends the action.</summary>
    /// <param name="status">The final status.</param>
    /// <param name="at">The time of the event.</param>
    public void End(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
        Log?.End(status == ExecutionStatuses.Succeeded, ErrorMessage, at);
    }

    /// <summary>Abandons the action. Its outcome is ignored.</summary>
    /// <param name="at">The time of the event.</param>
    public void Abandon(DateTimeOffset at)
    {
        if (IsApproval)
        {
            Summary = EndedApproval;
            Response = null;
            UpdatedBy = null;
        }

        End(ExecutionStatuses.Abandoned, at);
    }

    /// <summary>Marks the action as failed.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">The error message.</param>
    /// <param name="at">The time of the event.</param>
    public void Fail(string code, string message, DateTimeOffset at)
    {
        ErrorCode = code;
        ErrorMessage = message;
        End(ExecutionStatuses.Failed, at);
    }
}
