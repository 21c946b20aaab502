using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>The lists that completion reads from AWS.</summary>
internal static class CompletionLists
{
    private const int MaximumCount = 1000;

    // More definitions than this take longer than a Tab can wait.
    private const int MaximumDefinitions = 200;
    private const int DefinitionsAtOnce = 16;
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    /// <summary>Gets the connections of the account.</summary>
    public static CompletionList<Connection> Connections { get; } = new(
        "connections", s_short, (session, _, token) => PagesAsync<Connection>((cursor, t) => session.Connections.ListAsync(new ConnectionQuery(), cursor, t), token));

    /// <summary>Gets the pipelines of the Region.</summary>
    public static CompletionList<PipelineSummary> Pipelines { get; } = new(
        "pipelines", s_short, (session, _, token) => PagesAsync<PipelineSummary>(session.Pipelines.ListAsync, token));

    /// <summary>Gets the ARNs of the pipelines of the Region, with their summaries.</summary>
    public static CompletionList<KeyValuePair<string, PipelineSummary>> PipelineArns { get; } = new("pipeline ARNs", s_short, (session, _, token) => PipelineArnsAsync(session, token));

    /// <summary>Gets the ARNs of connections and pipelines, with what they are.</summary>
    public static CompletionList<Choice> TaggedArns { get; } = new("tagged ARNs", s_short, TaggedArnsAsync);

    /// <summary>Gets the definitions of the pipelines of the Region.</summary>
    public static CompletionList<Pipeline> Definitions { get; } = new("definitions", s_long, DefinitionsAsync);

    /// <summary>Gets the definition of one pipeline.</summary>
    public static CompletionList<Pipeline> Definition { get; } = new(
        "definition", s_short, async (session, pipeline, token) => [await session.Pipelines.GetAsync(pipeline, null, token).ConfigureAwait(false)]);

    /// <summary>Gets the state of the stages of a pipeline.</summary>
    public static CompletionList<StageState> Stages { get; } = new("stages", s_short, (session, pipeline, token) => session.Executions.GetStateAsync(pipeline, token));

    /// <summary>Gets the newest executions of a pipeline.</summary>
    public static CompletionList<PipelineExecution> Executions { get; } = new(
        "executions", s_short, async (session, pipeline, token) => (await session.Executions.ListAsync(pipeline, null, token).ConfigureAwait(false)).Items);

    /// <summary>Gets the approvals of a pipeline that are waiting.</summary>
    public static CompletionList<PendingApproval> Approvals { get; } = new(
        "approvals", s_short, (session, pipeline, token) => session.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = pipeline, IncludeStartTime = true }, token));

    /// <summary>Gets the newest rule executions of a pipeline.</summary>
    public static CompletionList<RuleExecution> Rules { get; } = new(
        "rules", s_short, async (session, pipeline, token) => (await session.Executions.ListRulesAsync(pipeline, null, null, token).ConfigureAwait(false)).Items);

    /// <summary>Gets what the stages of a pipeline can be rolled back to.</summary>
    public static CompletionList<StageRollbackTargets> RollbackTargets { get; } = new(
        "rollback targets", s_short, (session, pipeline, token) => session.Executions.ListRollbackTargetsAsync(pipeline, token));

    /// <summary>Gets the CodeBuild projects of the Region.</summary>
    public static CompletionList<string> BuildProjects { get; } = new("build projects", s_short, (session, _, token) => session.Resources.ListBuildProjectsAsync(token));

    /// <summary>Gets the buckets of the account.</summary>
    public static CompletionList<ListedBucket> Buckets { get; } = new("buckets", s_short, (session, _, token) => session.Resources.ListBucketsAsync(token));

    /// <summary>Gets the keys of the Region.</summary>
    public static CompletionList<ListedKey> Keys { get; } = new("keys", s_short, (session, _, token) => session.Resources.ListKeysAsync(token));

    /// <summary>Gets the roles of the account.</summary>
    public static CompletionList<ServiceRole> Roles { get; } = new("roles", s_short, (session, _, token) => session.Resources.ListRolesAsync(token));

    /// <summary>Gets the associations with CodeGuru Reviewer.</summary>
    public static CompletionList<ReviewerAssociation> Associations { get; } = new(
        "associations", s_short, (session, _, token) => PagesAsync<ReviewerAssociation>((cursor, t) => session.Reviews.ListAsync(new ReviewerAssociationQuery(), cursor, t), token));

    /// <summary>Gets the tags of a resource: of an ARN, or of the pipeline or connection with a name.</summary>
    public static CompletionList<Tag> Tags { get; } = new("tags", s_short, TagsAsync);

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(Func<PageCursor?, CancellationToken, Task<Page<T>>> list, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        PageCursor? cursor = null;
        do
        {
            var page = await list(cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < MaximumCount);
        return found;
    }

    // The list of pipelines has no ARNs. All have the form of the first one, which differs only in its name.
    private static async Task<IReadOnlyList<KeyValuePair<string, PipelineSummary>>> PipelineArnsAsync(IEngineSession session, CancellationToken cancellationToken)
    {
        var pipelines = await PagesAsync<PipelineSummary>(session.Pipelines.ListAsync, cancellationToken).ConfigureAwait(false);
        var known = pipelines.Count == 0 ? null : (await session.Pipelines.GetAsync(pipelines[0].Name, null, cancellationToken).ConfigureAwait(false)).PipelineArn;
        return known is null ? [] : pipelines.Select(pipeline => new KeyValuePair<string, PipelineSummary>(known.Remove(known.Length - pipelines[0].Name.Length) + pipeline.Name, pipeline)).ToList();
    }

    private static async Task<IReadOnlyList<Choice>> TaggedArnsAsync(IEngineSession session, string target, CancellationToken cancellationToken)
    {
        var (connections, pipelines) = (Connections.ReadAsync(session, target, cancellationToken), PipelineArnsAsync(session, cancellationToken));
        return
        [
            .. (await connections.ConfigureAwait(false)).Select(ConnectionArnCompleter.Choice),
            .. (await pipelines.ConfigureAwait(false)).Select(PipelineArnCompleter.Choice),
        ];
    }

    private static async Task<IReadOnlyList<Pipeline>> DefinitionsAsync(IEngineSession session, string target, CancellationToken cancellationToken)
    {
        var names = (await Pipelines.ReadAsync(session, target, cancellationToken).ConfigureAwait(false)).Take(MaximumDefinitions).Select(pipeline => pipeline.Name).ToList();
        var found = new List<Pipeline>();
        for (var start = 0; start < names.Count; start += DefinitionsAtOnce)
        {
            var read = await Task.WhenAll(names.Skip(start).Take(DefinitionsAtOnce).Select(name => FindAsync(session, name, cancellationToken))).ConfigureAwait(false);
            found.AddRange(read.OfType<Pipeline>());
        }

        return found;
    }

    // A pipeline that was removed in the meantime, or that the caller can't read, has nothing to offer.
    private static async Task<Pipeline?> FindAsync(IEngineSession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Pipelines.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsPipelineNotFound || missing.IsAccessDenied)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<Tag>> TagsAsync(IEngineSession session, string target, CancellationToken cancellationToken)
    {
        var (kind, name) = (target[0], target.Substring(1));
        var arn = kind switch
        {
            TagKeyCompleter.OfPipeline => (await session.Pipelines.GetAsync(name, null, cancellationToken).ConfigureAwait(false)).PipelineArn,
            TagKeyCompleter.OfConnection => (await Connections.ReadAsync(session, string.Empty, cancellationToken).ConfigureAwait(false))
                .FirstOrDefault(connection => connection.ConnectionName == name)?.ConnectionArn,
            _ => name,
        };
        return arn is null ? [] : await session.Tags.ListAsync(arn, cancellationToken).ConfigureAwait(false);
    }
}
