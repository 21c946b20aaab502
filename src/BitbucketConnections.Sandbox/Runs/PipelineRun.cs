using System;
using System.Collections.Generic;
using System.Linq;
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
    public required RunTrigger Trigger { get; init; }

    /// <summary>Gets when it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets when it last changed.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets or sets what is said about the status, or null.</summary>
    public string? StatusSummary { get; set; }

    /// <summary>Gets or sets the reason that a call to stop it gave; null for none.</summary>
    public string? StopReason { get; set; }

    /// <summary>Gets the run that a rollback goes back to; null for a run of all stages.</summary>
    public PipelineRun? RollbackTarget { get; init; }

    /// <summary>Gets or sets the place, by the order of the stages, of the stage it is in or waits before.</summary>
    public int Place { get; set; }

    /// <summary>Gets or sets whether it is in its stage; else it waits before it.</summary>
    public bool IsInStage { get; set; }

    /// <summary>Gets the stages that were reached.</summary>
    public List<StageRun> Stages { get; } = [];

    /// <summary>Gets all actions that were started, oldest first, also those that a retry replaced.</summary>
    public List<ActionRun> History { get; } = [];

    /// <summary>Gets a value indicating whether nothing will happen to it any more, but by a retry.</summary>
    public bool IsEnded => Status is not (RunStatuses.InProgress or RunStatuses.Stopping);

    /// <summary>Gets the stage it is in, or waits before.</summary>
    public DeclaredStage Stage => Declaration.Stages[Place];

    /// <summary>Gets its work in the stage it is in; null while it waits.</summary>
    public StageRun? CurrentStage => IsInStage ? FindStage(Stage.Name) : null;

    /// <summary>Gets the revisions its sources took; a rollback has those of its target.</summary>
    public IEnumerable<SourceRevisionTaken> Revisions =>
        RollbackTarget?.Revisions ?? Stages.SelectMany(stage => stage.Actions).Select(action => action.Revision).OfType<SourceRevisionTaken>();

    /// <summary>Finds a stage that was reached.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The stage, or null.</returns>
    public StageRun? FindStage(string name) => Stages.Find(stage => stage.Name == name);

    /// <summary>Tells whether a stage was reached and succeeded.</summary>
    /// <param name="stage">The name.</param>
    /// <returns>Whether it did.</returns>
    public bool SucceededIn(string stage) => FindStage(stage)?.Status == RunStatuses.Succeeded;

    /// <summary>Sets the status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="at">When.</param>
    public void Become(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
    }

    /// <summary>Ends it as stopped. The reason of the call is its summary only from now on.</summary>
    /// <param name="at">When.</param>
    public void BecomeStopped(DateTimeOffset at)
    {
        StatusSummary = StopReason;
        Become(RunStatuses.Stopped, at);
    }
}

/// <summary>A stage of a run.</summary>
internal sealed class StageRun
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets or sets how often it was tried again by its failure condition.</summary>
    public int AutomatedRetries { get; set; }

    /// <summary>Gets or sets how often it was tried again by a call.</summary>
    public int ManualRetries { get; set; }

    /// <summary>Gets or sets whether the last retry was by its failure condition.</summary>
    public bool WasRetriedByCondition { get; set; }

    /// <summary>Gets the actions that were started and not replaced by a retry.</summary>
    public List<ActionRun> Actions { get; } = [];
}

/// <summary>An action of a run.</summary>
internal sealed class ActionRun
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

    /// <summary>Gets how it was planned to go; null for success.</summary>
    public SandboxActionOutcome? Outcome { get; init; }

    /// <summary>Gets the name.</summary>
    public string Name => Declared.Name;

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = RunStatuses.InProgress;

    /// <summary>Gets or sets what is said about it, or null.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets who answered it, as an ARN, or null.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>Gets or sets the code of the failure, or null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the failure, or null.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Gets or sets the revision a source action took, or null.</summary>
    public SourceRevisionTaken? Revision { get; set; }

    /// <summary>Gets the token that answers a manual approval, or null.</summary>
    public string? ApprovalToken { get; init; }

    /// <summary>Gets a value indicating whether it is at work.</summary>
    public bool IsUnderWay => Status == RunStatuses.InProgress;

    /// <summary>Ends it.</summary>
    /// <param name="status">How.</param>
    /// <param name="at">When.</param>
    public void End(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
    }

    /// <summary>Leaves it to itself. What it does from now on is not looked at.</summary>
    /// <param name="at">When.</param>
    public void Abandon(DateTimeOffset at)
    {
        if (ApprovalToken is not null)
        {
            Summary = EndedApproval;
        }

        End(RunStatuses.Abandoned, at);
    }

    /// <summary>Lets it fail.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">The message.</param>
    /// <param name="at">When.</param>
    public void Fail(string code, string message, DateTimeOffset at)
    {
        ErrorCode = code;
        ErrorMessage = message;
        End(RunStatuses.Failed, at);
    }
}

/// <summary>The revision a source action took.</summary>
/// <param name="ActionName">The source action.</param>
/// <param name="ArtifactName">The artifact it is in.</param>
/// <param name="Id">The commit.</param>
/// <param name="Message">The commit message.</param>
/// <param name="ProviderType">The provider of the connection.</param>
/// <param name="Branch">The branch it is of.</param>
internal sealed record SourceRevisionTaken(string ActionName, string ArtifactName, string Id, string Message, string ProviderType, string Branch);
