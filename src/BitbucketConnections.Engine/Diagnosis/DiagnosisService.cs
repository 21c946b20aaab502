using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Keys;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Runs all checks of a pipeline or a connection. Each check adds its results, so one that can't be made does not end the others.</summary>
internal sealed class DiagnosisService : IDiagnosisService
{
    private const string SearchActions = "codepipeline:ListPipelines and codepipeline:GetPipeline";
    private readonly Checks _checks;
    private readonly CallerAccount _account;
    private readonly IConnectionUsageService _usage;
    private readonly KeyResolver _keys;

    public DiagnosisService(Checks checks, CallerAccount account, IConnectionUsageService usage, KeyResolver keys)
    {
        _checks = checks;
        _account = account;
        _usage = usage;
        _keys = keys;
    }

    public async Task<IReadOnlyList<CheckResult>> TestConnectionsAsync(IReadOnlyList<string> connectionArns, IReadOnlyList<string>? regions, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, CheckList>(StringComparer.Ordinal);
        foreach (var arn in connectionArns)
        {
            var list = CheckList.Of(arn, Arn.TryParse(arn, out var parsed) ? parsed.Region : string.Empty);
            lists[arn] = list;
            await _checks.Connections.AddAsync(list, arn, null, cancellationToken).ConfigureAwait(false);
        }

        var users = new List<CheckResult>();
        try
        {
            await TestUsersAsync(new ConnectionUsageQuery { ConnectionArns = connectionArns, Regions = regions }, lists, users, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            foreach (var list in lists.Values)
            {
                list.Unknown("ConnectionUsage", "The pipelines that use the connection can't be searched", SearchActions, failure);
            }
        }

        return [.. lists.Values.SelectMany(list => list.Results), .. users];
    }

    public async Task<IReadOnlyList<CheckResult>> TestPipelineAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var resolved = await _keys.ResolveAsync(pipeline, cancellationToken).ConfigureAwait(false);
        var subject = new CheckSubject(pipeline, resolved, await AccountAsync(pipeline, cancellationToken).ConfigureAwait(false));
        var list = CheckList.Of(pipeline);
        DefinitionChecks.Add(list, subject);
        await _checks.Connections.AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        var role = await _checks.Roles.AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        await _checks.Caller.AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        await _checks.Stores.AddAsync(list, subject, role, cancellationToken).ConfigureAwait(false);
        await _checks.Builds.AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        await _checks.Executions(pipeline.Region).AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        return list.Results;
    }

    private async Task TestUsersAsync(ConnectionUsageQuery query, Dictionary<string, CheckList> lists, List<CheckResult> users, CancellationToken cancellationToken)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        using var search = _usage.Search(query);
        while (await search.NextAsync(cancellationToken).ConfigureAwait(false) is { } found)
        {
            if (found.Pipeline is { } pipeline)
            {
                used.UnionWith(ConnectionUsage.Of(pipeline, query.ConnectionArns).Select(usage => usage.ConnectionArn));
                users.AddRange(await TestUserAsync(pipeline, query.ConnectionArns, lists, cancellationToken).ConfigureAwait(false));
            }
            else
            {
                AddUnsearched(lists.Values, found.Unsearched!);
            }
        }

        foreach (var unused in lists.Where(list => !used.Contains(list.Key)))
        {
            unused.Value.Warning("ConnectionUsage", "No pipeline in the searched Regions uses the connection, so nothing proves that it can read a repository.");
        }
    }

    public async Task<IReadOnlyList<CheckResult>> ExplainTriggerAsync(Pipeline pipeline, RepositoryEvent happened, CancellationToken cancellationToken)
    {
        var list = CheckList.Of(pipeline);
        var subject = new CheckSubject(pipeline, pipeline, await AccountAsync(pipeline, cancellationToken).ConfigureAwait(false));
        await _checks.Triggers.AddAsync(list, subject, happened, cancellationToken).ConfigureAwait(false);
        return list.Results;
    }

    public async Task<PipelineRepair> PlanRepairAsync(Pipeline pipeline, string? connectionArn, CancellationToken cancellationToken) =>
        RepairPlan.Of(pipeline, await TestPipelineAsync(pipeline, cancellationToken).ConfigureAwait(false), connectionArn);

    public Task<PipelineExecution> RunSourceAsync(string pipelineName, string stageName, bool isChanged, CancellationToken cancellationToken) =>
        _checks.Sources.RunAsync(pipelineName, stageName, isChanged, cancellationToken);

    // Only a definition has no account of its own.
    private async Task<string?> AccountAsync(Pipeline pipeline, CancellationToken cancellationToken) =>
        Arn.TryParse(pipeline.PipelineArn, out var own) ? own.AccountId : await _account.FindAsync(cancellationToken).ConfigureAwait(false);

    // A Region that is not enabled or that is closed has no pipelines that this account can run.
    private static void AddUnsearched(IEnumerable<CheckList> lists, UnsearchedRegion region)
    {
        foreach (var list in lists.Where(_ => region.Reason == UnsearchedReason.Failed))
        {
            list.Unknown("ConnectionUsage", $"The pipelines in {region.Region} that use the connection can't be searched", SearchActions, region.Failure);
        }
    }

    // The causes of a failed source depend on what is known of the connection.
    private async Task<IEnumerable<CheckResult>> TestUserAsync(
        Pipeline pipeline, IReadOnlyCollection<string> connectionArns, Dictionary<string, CheckList> lists, CancellationToken cancellationToken)
    {
        var list = CheckList.Of(pipeline);
        var known = ConnectionUsage.Of(pipeline, connectionArns).SelectMany(usage => lists[usage.ConnectionArn].Results).Distinct().ToList();
        list.Know(known);
        var subject = new CheckSubject(pipeline, pipeline, await AccountAsync(pipeline, cancellationToken).ConfigureAwait(false));
        await _checks.Executions(pipeline.Region).AddAsync(list, subject, cancellationToken).ConfigureAwait(false);
        return list.Results.Where(result => result.ConnectionArn is null || connectionArns.Contains(result.ConnectionArn));
    }

    /// <summary>The groups of checks.</summary>
    internal sealed record Checks(ConnectionChecks Connections, ServiceRoleChecks Roles, CallerChecks Caller, StoreChecks Stores, BuildChecks Builds, Func<string, ExecutionChecks> Executions, TriggerExplanation Triggers, SourceRun Sources);
}
