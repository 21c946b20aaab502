using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Changes existing pipelines: reads the pipeline, changes only the specified parts, and writes it. Unknown members are unchanged.</summary>
public interface IPipelineEditor
{
    /// <summary>Reads a pipeline and plans the changes. Writes nothing.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The plan. It writes nothing if <see cref="PipelineEditPlan.IsPipelineWritten"/> is false and it has no role changes.</returns>
    /// <exception cref="ServiceException">
    /// Kind InvalidInput, with every finding of the changes and of the changed definition; the pipeline does not exist; it
    /// was changed since <see cref="PipelineChanges.ExpectedVersion"/>.
    /// </exception>
    Task<PipelineEditPlan> PlanAsync(string pipelineName, PipelineChanges changes, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a plan: first adds permissions to the service role, then updates the pipeline, then removes permissions, unless an
    /// execution is in progress. AWS has no lock for this, so the version is compared before and after the update.
    /// </summary>
    /// <param name="plan">The plan, from <see cref="PlanAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The pipeline after the update.</returns>
    /// <exception cref="ServiceException">Another user changed the pipeline after it was read. Created names the permissions that were already written.</exception>
    Task<Pipeline> ApplyAsync(PipelineEditPlan plan, CancellationToken cancellationToken);

    /// <summary>Creates a waiter that waits until no execution of the plan's pipeline is in progress.</summary>
    /// <param name="plan">The plan, from <see cref="PlanAsync"/>.</param>
    /// <param name="options">The timeout and the interval.</param>
    /// <returns>The waiter. It has made no AWS calls yet.</returns>
    IPipelineIdleWaiter CreateIdleWaiter(PipelineEditPlan plan, WaitOptions options);
}

/// <summary>Waits, one poll per call, until no execution of a pipeline is in progress. It never sleeps.</summary>
public interface IPipelineIdleWaiter
{
    /// <summary>Polls once.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The result of the poll.</returns>
    Task<PipelineIdlePoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>The result of one poll for an idle pipeline.</summary>
public sealed class PipelineIdlePoll
{
    /// <summary>Gets the executions in progress, each with its status and place.</summary>
    public IReadOnlyList<string> Executions { get; init; } = Array.Empty<string>();

    /// <summary>Gets the error of the wait: a timeout, or the executions can't be listed; null during the wait and after success.</summary>
    public ServiceException? Failure { get; init; }

    /// <summary>Gets a value indicating whether the wait is over.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>The planned change of a pipeline. Only the editor that created the plan can write it.</summary>
public abstract class PipelineEditPlan
{
    /// <summary>Gets the current pipeline.</summary>
    public required Pipeline Before { get; init; }

    /// <summary>Gets the changed pipeline.</summary>
    public required Pipeline After { get; init; }

    /// <summary>Gets the differences; empty if the pipeline is unchanged.</summary>
    public required IReadOnlyList<DefinitionDifference> Differences { get; init; }

    /// <summary>Gets a value indicating whether the pipeline is written: it has differences, or <see cref="PipelineChanges.Resave"/> was requested.</summary>
    public bool IsPipelineWritten { get; init; }

    /// <summary>Gets review lines for each service role policy to write, with the statements that it gains and loses; empty if no policy changes.</summary>
    public IReadOnlyList<string> RoleChanges { get; init; } = Array.Empty<string>();

    /// <summary>Gets the warnings to show before the update.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = Array.Empty<string>();

    /// <summary>Gets a line for each execution in progress: its stage, and the effect of the update on it.</summary>
    public IReadOnlyList<string> ExecutionNotes { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether executions of the pipeline are in progress.</summary>
    public bool IsBusy { get; init; }
}

/// <summary>The changes of a pipeline. Members that are null do not change it.</summary>
public sealed class PipelineChanges
{
    /// <summary>Gets the ARN of the pipeline that the caller means, whose account must be that of the credentials; null for any account.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>
    /// Gets the whole new definition, such as that of a file; null to keep everything that the other members do not change. Without a type, it has the type
    /// of the pipeline. Its version, if it has one, is the version that the change is based on.
    /// </summary>
    public Pipeline? Definition { get; init; }

    /// <summary>Gets the version that the change is based on; null for the current version.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Gets a value indicating whether a change by another user is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Gets a value indicating whether the caller waits until no execution is in progress. If so, it is an error if the
    /// executions can't be listed.
    /// </summary>
    public bool WhenIdle { get; init; }

    /// <summary>Gets the source action; null for the only matching source action.</summary>
    public string? SourceActionName { get; init; }

    /// <summary>Gets the ARN of the connection. With a repository and a branch, it changes the source action of another provider to Bitbucket.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>
    /// Gets a value indicating whether the pipeline is written even if nothing changes. AWS then creates the webhook of a pipeline whose connection
    /// was not AVAILABLE when the pipeline was written.
    /// </summary>
    public bool Resave { get; init; }

    /// <summary>
    /// Gets a value indicating whether the caller does not use the pipeline after the update. It is then read again only if the change needs a check, and the
    /// result is the response of the update, without times.
    /// </summary>
    public bool OmitsResult { get; init; }

    /// <summary>Gets a value indicating whether a connection that is not AVAILABLE is accepted.</summary>
    public bool AllowPendingConnection { get; init; }

    /// <summary>Gets a value indicating whether a policy for the pipeline is added to a service role that has none from this module.</summary>
    public bool GrantsRole { get; init; }

    /// <summary>Gets a value indicating whether the roles of CodeBuild projects that clone the repository get permission to use the connection.</summary>
    public bool GrantsBuildRole { get; init; }

    /// <summary>
    /// Gets a value indicating whether the policy of the pipeline on its service role allows all repositories of the connections, or only those of the
    /// pipeline; null to keep what it allows. True also applies to grants to CodeBuild roles.
    /// </summary>
    public bool? AllowAllRepositories { get; init; }

    /// <summary>Gets the repository, as <c>workspace/repository</c> or any URL that Bitbucket shows.</summary>
    public string? Repository { get; init; }

    /// <summary>Gets the branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the output format, <c>CODE_ZIP</c> or <c>CODEBUILD_CLONE_REF</c>.</summary>
    public string? OutputArtifactFormat { get; init; }

    /// <summary>Gets whether a push starts an execution.</summary>
    public bool? DetectChanges { get; init; }

    /// <summary>Gets the new trigger of the source action.</summary>
    public PipelineTrigger? Trigger { get; init; }

    /// <summary>
    /// Gets the function that creates the trigger from the branch of the source action, for filters without a branch pattern; null to use <see cref="Trigger"/>.
    /// </summary>
    public Func<string?, PipelineTrigger>? TriggerOf { get; init; }

    /// <summary>Gets a value indicating whether the source action's trigger is removed.</summary>
    public bool ClearTrigger { get; init; }

    /// <summary>Gets the type.</summary>
    public string? PipelineType { get; init; }

    /// <summary>Gets the execution mode.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the ARN of the service role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the artifact bucket.</summary>
    public string? ArtifactBucket { get; init; }

    /// <summary>Gets the artifact buckets by Region.</summary>
    public IReadOnlyDictionary<string, string>? ArtifactBuckets { get; init; }

    /// <summary>Gets the key that encrypts artifacts; an empty string for the AWS managed key.</summary>
    public string? EncryptionKeyId { get; init; }

    /// <summary>Gets the keys that encrypt artifacts, by Region.</summary>
    public IReadOnlyDictionary<string, string>? EncryptionKeyIds { get; init; }

    /// <summary>Gets the variables, all of them; an empty list for none.</summary>
    public IReadOnlyList<PipelineVariable>? Variables { get; init; }

    /// <summary>Gets all stages after the source stage; null to keep them.</summary>
    public IReadOnlyList<PipelineStage>? Stages { get; init; }

    /// <summary>Gets changes of single stages, in the order to apply them.</summary>
    public IReadOnlyList<StageChange> StageChanges { get; init; } = Array.Empty<StageChange>();
}

/// <summary>A change of one stage.</summary>
public sealed class StageChange
{
    /// <summary>Gets the kind of change.</summary>
    public required StageChangeKind Kind { get; init; }

    /// <summary>Gets the name of the stage to change.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the stage to add, or the replacement of the stage with the same name.</summary>
    public PipelineStage? Stage { get; init; }

    /// <summary>Gets the stage before the position; null if <see cref="Before"/> is set, or for the end.</summary>
    public string? After { get; init; }

    /// <summary>Gets the stage after the position.</summary>
    public string? Before { get; init; }
}

/// <summary>The kind of change of a stage.</summary>
public enum StageChangeKind
{
    /// <summary>Adds a new stage.</summary>
    Add,

    /// <summary>Replaces the stage with the same name.</summary>
    Replace,

    /// <summary>Removes the stage.</summary>
    Remove,

    /// <summary>Moves the stage.</summary>
    Move,
}
