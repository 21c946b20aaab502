using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Repositories;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Webhooks;

/// <summary>Receives the events that a Bitbucket webhook sends, and starts the pipelines whose triggers match. The caller holds the lock of the state.</summary>
internal sealed class WebhookReceiver
{
    private static readonly Regex s_commit = new("^[0-9a-f]{40}\\z", RegexOptions.CultureInvariant);
    private readonly SandboxState _state;
    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="WebhookReceiver"/> class.</summary>
    /// <param name="state">The state.</param>
    /// <param name="engine">Starts the executions.</param>
    public WebhookReceiver(SandboxState state, ExecutionEngine engine)
    {
        _state = state;
        _engine = engine;
    }

    /// <summary>Sends an event to every pipeline.</summary>
    /// <param name="push">The event.</param>
    /// <returns>One entry for each connection source action of the repository.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the event is missing or not valid.</exception>
    public IReadOnlyList<SandboxPushResult> Receive(SandboxPush push)
    {
        Check(push);
        var commit = new RepositoryCommit(push.CommitId ?? $"{Guid.NewGuid():N}{Guid.NewGuid():N}".Substring(0, 40), push.CommitMessage ?? "A commit of the sandbox");
        var results = new List<SandboxPushResult>();

        // Keep also a push from before the first call.
        _state.Account(SandboxCredentials.DefaultAccountId);
        foreach (var account in _state.Accounts)
        {
            account.Part<RepositoryStore>().Push(push.Event.FullRepositoryId!, push.Event.Branch, commit);
            foreach (var region in account.Regions)
            {
                results.AddRange(region.Part<PipelineStore>().ByName.Values.SelectMany(pipeline => Tell(pipeline, account, region.Name, push.Event, commit)));
            }
        }

        return results;
    }

    private List<SandboxPushResult> Tell(PipelineRecord pipeline, AccountState account, string region, RepositoryEvent happened, RepositoryCommit commit)
    {
        var decisions = TriggerEvaluator.Evaluate(TriggerModelReader.Read(pipeline, region), happened)
            .Select(decision => WithConnection(decision, pipeline, account)).ToList();
        var starting = decisions.Where(decision => decision.Starts).ToList();
        var execution = starting.Count == 0 ? null : Start(pipeline, starting, commit);
        return decisions.ConvertAll(decision => new SandboxPushResult
        {
            Decision = decision,
            PipelineExecutionId = decision.Starts ? execution!.Id : null,
            CommitId = commit.Id,
        });
    }

    private ExecutionRecord Start(PipelineRecord pipeline, List<TriggerDecision> decisions, RepositoryCommit commit) =>
        _engine.Start(pipeline, new ExecutionTrigger("WebhookV2", ConnectionOf(decisions[0], pipeline))
        {
            Revisions = decisions.ToDictionary(decision => decision.SourceActionName, _ => commit.Id, StringComparer.Ordinal),
            Branch = decisions[0].RevisionBranch,
        });

    private static string ConnectionOf(TriggerDecision decision, PipelineRecord pipeline) =>
        pipeline.Current.Actions.First(action => action.Name == decision.SourceActionName).Configuration("ConnectionArn")!;

    // Bitbucket has no webhook for a connection that is pending or deleted.
    private TriggerDecision WithConnection(TriggerDecision decision, PipelineRecord pipeline, AccountState account)
    {
        var arn = ConnectionOf(decision, pipeline);
        var status = ConnectionDirectory.Find(_state, account.AccountId, arn)?.Status;
        if (!decision.Starts || (status == ConnectionStatuses.Available && pipeline.Webhooks.Contains(arn)))
        {
            return decision;
        }

        var problem = status is null ? $"The connection {arn} does not exist"
            : status != ConnectionStatuses.Available ? $"The connection {arn} is {status}"
            : $"The connection {arn} was not AVAILABLE when the pipeline was written, so there is no webhook. Set-BitbucketPipeline -Resave creates it";
        return decision with
        {
            Starts = false,
            Reason = $"{problem}; {decision.Reason}",
            Filter = null,
            RevisionBranch = null,
        };
    }

    private static void Check(SandboxPush push)
    {
        var happened = push.Event;
        if (string.IsNullOrEmpty(happened.FullRepositoryId))
        {
            throw Invalid("The event has no repository. Specify one as workspace/repository.");
        }

        // Groups of GitLab have more parts.
        if (happened.FullRepositoryId!.Split('/') is not { Length: > 1 } parts || parts.Any(part => part.Length == 0))
        {
            throw Invalid($"The repository '{happened.FullRepositoryId}' of the event is not valid. Specify one as workspace/repository.");
        }

        var missing = happened.Kind switch
        {
            RepositoryEventKind.Tag => happened.Tag is null ? "tag" : null,
            RepositoryEventKind.PullRequest => happened.PullRequestEvent is null ? "pull request event" : happened.TargetBranch is null ? "target branch" : happened.Branch is null ? "source branch" : null,
            _ => happened.Branch is null ? "branch" : null,
        };
        if (missing is not null)
        {
            throw Invalid($"The event has no {missing}.");
        }

        if (happened.Kind == RepositoryEventKind.PullRequest && happened.PullRequestEvent is not ("OPEN" or "UPDATED" or "CLOSED"))
        {
            throw Invalid($"The pull request event '{happened.PullRequestEvent}' is not valid. Specify OPEN, UPDATED or CLOSED.");
        }

        if (push.CommitId is { } commit && !s_commit.IsMatch(commit))
        {
            throw Invalid($"The commit '{commit}' of the event is not valid. Specify 40 lowercase hexadecimal digits.");
        }
    }

    private static ServiceException Invalid(string message) => new(ServiceErrorKind.Sandbox, message);
}
