using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>
/// The change of a pipeline's policy on one role, in two steps: before the update of the pipeline, the policy allows both
/// definitions; after it, only the new one.
/// </summary>
internal sealed class RoleChange
{
    private readonly RoleApi _api;
    private readonly IReadOnlyList<PolicyStatement> _before;
    private readonly IReadOnlyList<PolicyStatement> _after;
    private readonly PolicyContent? _older;
    private PolicyContent? _own;

    public RoleChange(
        RoleApi api, string roleName, string policyName, IReadOnlyList<PolicyStatement> before, IReadOnlyList<PolicyStatement> after, PolicyContent? own, PolicyContent? older)
    {
        _api = api;
        RoleName = roleName;
        PolicyName = policyName;
        _before = before;
        _after = after;
        _own = own;
        _older = older;
    }

    public string RoleName { get; }

    public string PolicyName { get; }

    /// <summary>Gets a value indicating whether both definitions need the same permissions, so one write is enough.</summary>
    public bool IsSteady { get; init; }

    /// <summary>Gets a value indicating whether the pipeline works without the change, so an error does not prevent the update.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets a value indicating whether the pipeline no longer uses the role.</summary>
    public bool IsDeparture => _after.Count == 0;

    /// <summary>Gets the merge with the current policy of the role.</summary>
    public PolicyMerge Merge => new(_own ?? _older ?? PolicyContent.Empty, _before, _after);

    /// <summary>Gets the review lines.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var merge = Merge;
            var policy = $"Service role {RoleName}: policy {PolicyName}";
            yield return IsDeparture
                ? $"{policy} is {(merge.Settled(keepsLeftover: false).Statements.Count > 0 ? "reduced to the statements of others" : "deleted")} after the update, when no execution is in progress"
                : $"{policy} is {(_own is null ? "created" : "updated")}";
            if (_older is not null)
            {
                yield return $"Service role {RoleName}: policy {RoleName}, which an earlier version of this module wrote, is replaced by {PolicyName}";
            }

            foreach (var statement in merge.Missing)
            {
                yield return $"  gains {statement}";
            }

            foreach (var statement in IsDeparture ? [] : merge.Leftover)
            {
                yield return $"  loses {statement} (after the update, when no execution is in progress)";
            }
        }
    }

    /// <summary>Gets the command that updates the policy and does not change the pipeline.</summary>
    public string UpdateCommand(string pipelineName) => $"Set-BitbucketPipeline -PipelineName '{pipelineName}' -Region {_api.Region} -GrantRole";

    /// <summary>Adds the permissions that the new definition needs, and keeps those of the old definition.</summary>
    public async Task AddAsync(List<string> created, CancellationToken cancellationToken)
    {
        // A confirmation prompt may have waited for minutes since the plan was made.
        _own = await ReadAsync(_api, RoleName, PolicyName, cancellationToken).ConfigureAwait(false);
        var merge = Merge;
        if (IsDeparture || (_own is not null && merge.Missing.Count == 0))
        {
            return;
        }

        var (present, written) = (_own?.Statements ?? [], IsSteady ? merge.Settled(keepsLeftover: true) : merge.Both());
        await PutAsync(written, cancellationToken).ConfigureAwait(false);
        var gained = IsSteady ? merge.Missing.Select(s => s.Sid) : written.Statements.Select(s => s.Sid!).Except(present.Select(s => s.Sid!));
        var what = merge.Missing.Count == 0
            ? $"the policy {PolicyName} of the role {RoleName}"
            : $"permissions in the policy {PolicyName} of the role {RoleName} ({string.Join(", ", gained.Distinct())})";
        created.Add(what);
        _api.ReportCreated(what);
    }

    /// <summary>Reads the policy again, because another command may have changed it after <see cref="AddAsync"/>. Does nothing if the policy is not to be reduced.</summary>
    /// <param name="keepsLeftover">Whether executions still need the permissions of the old definition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RefreshAsync(bool keepsLeftover, CancellationToken cancellationToken)
    {
        if (_own is not null && !Merge.Settled(keepsLeftover).IsSame(_own))
        {
            _own = await ReadAsync(_api, RoleName, PolicyName, cancellationToken).ConfigureAwait(false) ?? PolicyContent.Empty;
        }
    }

    /// <summary>Reduces the policy to the permissions that the new definition needs.</summary>
    /// <param name="keepsLeftover">Whether executions still need the permissions of the old definition.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task SettleAsync(bool keepsLeftover, CancellationToken cancellationToken)
    {
        if (_own is null || (IsDeparture && keepsLeftover))
        {
            return;
        }

        var settled = Merge.Settled(keepsLeftover);
        if (settled.Statements.Count == 0)
        {
            await _api.DeletePolicyAsync(RoleName, PolicyName, cancellationToken).ConfigureAwait(false);
            _own = null;
        }
        else if (!settled.IsSame(_own))
        {
            await PutAsync(settled, cancellationToken).ConfigureAwait(false);
        }

        if (_older is not null)
        {
            await _api.DeletePolicyAsync(RoleName, RoleName, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="ServiceException">The policy is not valid, so writing it would lose its content.</exception>
    public static async Task<PolicyContent?> ReadAsync(RoleApi api, string roleName, string policyName, CancellationToken cancellationToken)
    {
        var document = await api.FindPolicyAsync(roleName, policyName, cancellationToken).ConfigureAwait(false);
        return document is null ? null : PolicyContent.TryRead(document) ?? throw new ServiceException(
            ServiceErrorKind.InvalidState, $"The inline policy '{policyName}' of the role '{roleName}' is not a valid JSON policy, so it was not changed.")
        {
            Condition = "RolePolicyUnreadable",
        };
    }

    private async Task PutAsync(PolicyContent content, CancellationToken cancellationToken)
    {
        await _api.PutPolicyAsync(RoleName, PolicyName, PolicyJson.Write(content), cancellationToken).ConfigureAwait(false);
        _own = content;
    }
}
