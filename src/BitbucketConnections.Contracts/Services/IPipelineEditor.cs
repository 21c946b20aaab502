using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Changes existing pipelines: reads, changes what was asked, and writes; what it does not know stays.</summary>
public interface IPipelineEditor
{
    /// <summary>Reads a pipeline and works out what the changes would make of it. Writes nothing.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The plan; without differences and role changes when there is nothing to do.</returns>
    /// <exception cref="ServiceException">
    /// Kind InvalidInput, with every finding of the changes and of the changed definition; the pipeline does not exist; it
    /// was changed since <see cref="PipelineChanges.ExpectedVersion"/>.
    /// </exception>
    Task<PipelineEditPlan> PlanAsync(string pipelineName, PipelineChanges changes, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a plan: first the rights that the service role gains, then the pipeline, then the rights it loses, unless an
    /// execution is in progress. AWS has no lock for this: the version is compared before the write and after it.
    /// </summary>
    /// <param name="plan">The plan, from <see cref="PlanAsync"/>.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The pipeline as AWS has it now.</returns>
    /// <exception cref="ServiceException">Somebody changed the pipeline since it was read; Created names the rights that were written before.</exception>
    Task<Pipeline> ApplyAsync(PipelineEditPlan plan, CancellationToken cancellationToken);

    /// <summary>Makes a waiter for the moment when no execution of the plan's pipeline is in progress.</summary>
    /// <param name="plan">The plan, from <see cref="PlanAsync"/>.</param>
    /// <param name="options">Time-out and interval.</param>
    /// <returns>The waiter; it makes no call yet.</returns>
    IPipelineIdleWaiter CreateIdleWaiter(PipelineEditPlan plan, WaitOptions options);
}

/// <summary>Waits, a poll at a time, until no execution of a pipeline is in progress. It never sleeps.</summary>
public interface IPipelineIdleWaiter
{
    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>What the poll saw.</returns>
    Task<PipelineIdlePoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>What one poll for an idle pipeline saw.</summary>
public sealed class PipelineIdlePoll
{
    /// <summary>Gets the executions in progress, each with its status and place.</summary>
    public IReadOnlyList<string> Executions { get; init; } = Array.Empty<string>();

    /// <summary>Gets why the wait failed: the time is up, or the executions can't be listed; null while it goes on and after success.</summary>
    public ServiceException? Failure { get; init; }

    /// <summary>Gets a value indicating whether the wait is over.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>What a change would make of a pipeline. Only the editor that made it can write it.</summary>
public abstract class PipelineEditPlan
{
    /// <summary>Gets the pipeline as it is.</summary>
    public required Pipeline Before { get; init; }

    /// <summary>Gets the pipeline as it would be.</summary>
    public required Pipeline After { get; init; }

    /// <summary>Gets what differs; empty when there is nothing to do.</summary>
    public required IReadOnlyList<DefinitionDifference> Differences { get; init; }

    /// <summary>Gets the policies of service roles that are written, and what each gains and loses, as lines of a review; empty when none is.</summary>
    public IReadOnlyList<string> RoleChanges { get; init; } = Array.Empty<string>();

    /// <summary>Gets what the caller should know before the write.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = Array.Empty<string>();

    /// <summary>Gets a line for each execution in progress: where it is, and what the write does to it.</summary>
    public IReadOnlyList<string> ExecutionNotes { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether executions of the pipeline are in progress.</summary>
    public bool IsBusy { get; init; }
}

/// <summary>What to change. What is null stays as it is.</summary>
public sealed class PipelineChanges
{
    /// <summary>Gets the version the caller saw; null to take whatever there is.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Gets a value indicating whether a change by somebody else is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Gets a value indicating whether the caller waits until no execution is in progress; it is an error then when the
    /// executions can't be listed.
    /// </summary>
    public bool WhenIdle { get; init; }

    /// <summary>Gets the source action; null for the only one that the change can mean.</summary>
    public string? SourceActionName { get; init; }

    /// <summary>Gets the ARN of the connection. With repository and branch it turns another provider's source into a Bitbucket one.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>Gets a value indicating whether a connection that is not AVAILABLE is taken.</summary>
    public bool AllowPendingConnection { get; init; }

    /// <summary>Gets a value indicating whether a service role without this module's policy of the pipeline is given one.</summary>
    public bool GrantsRole { get; init; }

    /// <summary>Gets the repository, as <c>workspace/repository</c> or any URL that Bitbucket shows.</summary>
    public string? Repository { get; init; }

    /// <summary>Gets the branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the output format, <c>CODE_ZIP</c> or <c>CODEBUILD_CLONE_REF</c>.</summary>
    public string? OutputArtifactFormat { get; init; }

    /// <summary>Gets whether a push starts a run.</summary>
    public bool? DetectChanges { get; init; }

    /// <summary>Gets the trigger of the source action in place of the one it has.</summary>
    public PipelineTrigger? Trigger { get; init; }

    /// <summary>Gets a value indicating whether the source action's trigger is taken away.</summary>
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

    /// <summary>Gets the key that encrypts artifacts; an empty text for the AWS managed key.</summary>
    public string? EncryptionKeyId { get; init; }

    /// <summary>Gets the variables, all of them; an empty list for none.</summary>
    public IReadOnlyList<PipelineVariable>? Variables { get; init; }

    /// <summary>Gets all stages after the source stage; null to keep them.</summary>
    public IReadOnlyList<PipelineStage>? Stages { get; init; }

    /// <summary>Gets changes of single stages, done in their order.</summary>
    public IReadOnlyList<StageChange> StageChanges { get; init; } = Array.Empty<StageChange>();
}

/// <summary>A change of one stage.</summary>
public sealed class StageChange
{
    /// <summary>Gets what is done.</summary>
    public required StageChangeKind Kind { get; init; }

    /// <summary>Gets the name of the stage it is done to.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the stage to add or to put in place of the one of its name.</summary>
    public PipelineStage? Stage { get; init; }

    /// <summary>Gets the stage it comes after; null with <see cref="Before"/> null for the end.</summary>
    public string? After { get; init; }

    /// <summary>Gets the stage it comes before.</summary>
    public string? Before { get; init; }
}

/// <summary>What is done to a stage.</summary>
public enum StageChangeKind
{
    /// <summary>A new stage is put in.</summary>
    Add,

    /// <summary>A stage is put in place of the one of the same name.</summary>
    Replace,

    /// <summary>The stage is taken out.</summary>
    Remove,

    /// <summary>The stage goes elsewhere.</summary>
    Move,
}
