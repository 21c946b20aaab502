using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>
/// The change of a pipeline's policy on one role, in two steps: before the pipeline is written its policy serves both
/// definitions, and afterwards the new one alone.
/// </summary>
internal sealed class RoleChange
{
    private readonly RoleApi _api;
    private readonly IReadOnlyList<PolicyStatement> _before;
    private readonly IReadOnlyList<PolicyStatement> _after;
    private readonly PolicyContent? _older;
    private readonly bool _isSteady;
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
        _isSteady = PolicyRights.Of(before).SetEquals(PolicyRights.Of(after));
    }

    public string RoleName { get; }

    public string PolicyName { get; }

    /// <summary>Gets a value indicating whether the pipeline works without the change, so that a refusal does not stand in the way.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets a value indicating whether the pipeline leaves the role.</summary>
    public bool IsDeparture => _after.Count == 0;

    /// <summary>Gets the merge of what the role has now.</summary>
    public PolicyMerge Merge => new(_own ?? _older ?? PolicyContent.Empty, _before, _after);

    /// <summary>Gets the lines of the review.</summary>
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

    /// <summary>Gets the command that brings the policy up to date and leaves the pipeline as it is.</summary>
    public string UpdateCommand(string pipelineName) => $"Set-BitbucketPipeline -PipelineName '{pipelineName}' -Region {_api.Region} -GrantRole";

    /// <summary>Gives the role what the definition to come needs; what the one before needs stays.</summary>
    public async Task AddAsync(List<string> created, CancellationToken cancellationToken)
    {
        // Between the plan and this stands a question that may have waited for minutes.
        _own = await ReadAsync(_api, RoleName, PolicyName, cancellationToken).ConfigureAwait(false);
        var merge = Merge;
        if (IsDeparture || (_own is not null && merge.Missing.Count == 0))
        {
            return;
        }

        await PutAsync(_isSteady ? merge.Settled(keepsLeftover: true) : merge.Both(), cancellationToken).ConfigureAwait(false);
        var what = merge.Missing.Count == 0
            ? $"the policy {PolicyName} of the role {RoleName}"
            : $"rights in the policy {PolicyName} of the role {RoleName} ({string.Join(", ", merge.Missing.Select(s => s.Sid).Distinct())})";
        created.Add(what);
        _api.ReportCreated(what);
    }

    /// <summary>Brings the policy to what the definition needs.</summary>
    /// <param name="keepsLeftover">Whether executions still need what the definition before allowed.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
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

    /// <exception cref="ServiceException">The policy is not one: writing it would lose what it holds.</exception>
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
