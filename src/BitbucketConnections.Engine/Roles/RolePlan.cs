using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>The planned changes of role policies for an update of a pipeline.</summary>
internal sealed class RolePlan
{
    private readonly PipelineExecutionService _executions;
    private readonly IDiagnosticSink _diagnostics;
    private readonly string _pipelineName;

    public RolePlan(PipelineExecutionService executions, IDiagnosticSink diagnostics, string pipelineName)
    {
        _executions = executions;
        _diagnostics = diagnostics;
        _pipelineName = pipelineName;
    }

    public List<RoleChange> Changes { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>Gets the review lines: each policy to write, with the statements that it gains and loses.</summary>
    public IReadOnlyList<string> Lines => Changes.SelectMany(change => change.Lines).ToList();

    /// <summary>Adds the permissions that the changed pipeline needs. Call it before the update of the pipeline.</summary>
    /// <param name="created">Receives the written policies, for the error of a later step.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task AddAsync(List<string> created, CancellationToken cancellationToken)
    {
        foreach (var change in Changes.ToList())
        {
            try
            {
                await change.AddAsync(created, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure) when (change.IsOptional)
            {
                Changes.Remove(change);
                Warn($"The policy {change.PolicyName} of the role '{change.RoleName}' {OutcomeLookup.WasNot(failure)} written: {failure.ToSentence()} The permissions that '{_pipelineName}' needs do not change. To write it, allow iam:PutRolePolicy on the role and run the same command again.");
            }
        }
    }

    /// <summary>Removes the permissions that the changed pipeline no longer needs, unless an execution is in progress. The pipeline is already updated, so an error is a warning.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (Changes.Count == 0)
        {
            return;
        }

        var obstacle = Changes.Any(change => change.Merge.Leftover.Count > 0) ? await FindObstacleAsync(cancellationToken).ConfigureAwait(false) : null;
        foreach (var change in Changes)
        {
            await SettleAsync(change, obstacle, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(RoleChange change, string? obstacle, CancellationToken cancellationToken)
    {
        var leftover = change.Merge.Leftover;
        try
        {
            await change.RefreshAsync(obstacle is not null, cancellationToken).ConfigureAwait(false);
            await change.SettleAsync(obstacle is not null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            Warn($"The pipeline '{_pipelineName}' was updated, but the policy {change.PolicyName} of the role '{change.RoleName}' {OutcomeLookup.WasNot(failure)} {(change.IsDeparture ? "deleted" : leftover.Count > 0 ? "reduced" : "updated")}: {failure.ToSentence()} {Remedy(change, leftover)}");
            return;
        }

        if (obstacle is not null && leftover.Count > 0)
        {
            Warn($"The role '{change.RoleName}' keeps permissions that '{_pipelineName}' no longer needs ({string.Join(", ", leftover.Select(s => s.Sid).Distinct())} in the policy {change.PolicyName}): {obstacle} Then run: {(change.IsDeparture ? PipelineRoles.DeleteCommand(change.RoleName, change.PolicyName) : change.UpdateCommand(_pipelineName))}");
        }
    }

    // The old definition no longer exists, so no later command knows its permissions.
    private static string Remedy(RoleChange change, IReadOnlyList<PolicyStatement> leftover) => change.IsDeparture
        ? $"To delete it, run: {PipelineRoles.DeleteCommand(change.RoleName, change.PolicyName)}"
        : "Allow iam:PutRolePolicy and iam:DeleteRolePolicy on the role for the next edit."
            + (leftover.Count == 0 ? string.Empty : $" Remove these unused permissions from the policy: {string.Join("; ", leftover)}.");

    private async Task<string?> FindObstacleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var running = await _executions.ListInProgressAsync(_pipelineName, cancellationToken).ConfigureAwait(false);
            return running.Count == 0 ? null : $"Executions are in progress ({ShortList.Join(running.Select(run => run.PipelineExecutionId))}). Wait until they end.";
        }
        catch (ServiceException failure)
        {
            return $"Cannot determine whether executions are in progress ({failure.Message}). Wait until no execution is in progress.";
        }
    }

    private void Warn(string message) => _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, message));
}
