using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Updates the policy of each pipeline on its service role when the pipeline changes. Other policies are never changed.</summary>
internal sealed class PipelineRoles
{
    private readonly RoleApi _api;
    private readonly PipelineService _pipelines;
    private readonly PipelineExecutionService _executions;
    private readonly IDiagnosticSink _diagnostics;

    public PipelineRoles(RoleApi api, PipelineService pipelines, PipelineExecutionService executions, IDiagnosticSink diagnostics)
    {
        _api = api;
        _pipelines = pipelines;
        _executions = executions;
        _diagnostics = diagnostics;
    }

    /// <summary>Gets the AWS CLI command that deletes a policy.</summary>
    public static string DeleteCommand(string roleName, string policyName) => $"aws iam delete-role-policy --role-name {roleName} --policy-name {policyName}";

    public string PolicyNameOf(string pipelineName) => PipelinePolicyName.Of(_api.Region, pipelineName);

    /// <summary>Plans the role changes for an update of a pipeline. Writes nothing.</summary>
    /// <param name="before">The current pipeline.</param>
    /// <param name="after">The changed pipeline.</param>
    /// <param name="isGranted">Whether to add a policy to a role that has none from this module for the pipeline.</param>
    /// <param name="isUnchanged">Whether the pipeline is unchanged, so only a grant was requested.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<RolePlan> PlanAsync(Pipeline before, Pipeline after, bool isGranted, bool isUnchanged, CancellationToken cancellationToken)
    {
        var plan = new RolePlan(_executions, _diagnostics, after.Name);
        if (Arn.TryParse(after.RoleArn, out var role) && Arn.TryParse(before.RoleArn, out var left))
        {
            var (was, will) = (Statements(before, left.AccountId), Statements(after, role.AccountId));
            var isMoved = before.RoleArn != after.RoleArn;
            await PlanRoleAsync(plan, after, was, will, isMoved, isGranted, isUnchanged, cancellationToken).ConfigureAwait(false);
            if (isMoved)
            {
                await PlanDepartureAsync(plan, before, was, cancellationToken).ConfigureAwait(false);
            }

            plan.Warnings.AddRange(ServiceRolePolicy.Unknown(after).Except(ServiceRolePolicy.Unknown(before)).Select(UnknownType));
        }

        return plan;
    }

    /// <summary>Writes the policy of a definition to a role, and keeps its other policies.</summary>
    /// <returns>The policy, and whether it was changed.</returns>
    public async Task<(string Document, bool IsWritten)> WriteAsync(ServiceRoleRequest request, string accountId, bool isNewRole, CancellationToken cancellationToken)
    {
        var (statements, own, older) = isNewRole
            ? (Statements(request.Definition, accountId), null, new OlderPolicy(null, null))
            : await ReadAsync(request, accountId, cancellationToken).ConfigureAwait(false);
        WarnUnknown(request.Definition);
        Warn(Warnings(request, own, older, statements));
        var policyName = PolicyNameOf(request.Definition.Name);
        var settled = Settled(own, older, statements);
        var document = PolicyJson.Write(settled);
        var isWritten = own is null || !settled.IsSame(own);
        if (isWritten)
        {
            await _api.PutPolicyAsync(request.RoleName, policyName, document, cancellationToken).ConfigureAwait(false);
        }

        if (older.Replaceable is not null)
        {
            await DeleteOlderAsync(request.RoleName, policyName, cancellationToken).ConfigureAwait(false);
        }

        return (document, isWritten);
    }

    /// <summary>Gets review lines of what <see cref="WriteAsync"/> would write to an existing role, with the same warnings.</summary>
    public async Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, string accountId, CancellationToken cancellationToken)
    {
        var (statements, own, older) = await ReadAsync(request, accountId, cancellationToken).ConfigureAwait(false);
        WarnUnknown(request.Definition);
        Warn(Warnings(request, own, older, statements));
        var policyName = PolicyNameOf(request.Definition.Name);
        var lines = new List<string>
        {
            $"Policy of the role: {policyName} ({(own is null ? "created" : Settled(own, older, statements).IsSame(own) ? "unchanged" : "updated")})",
        };
        if (older.Replaceable is not null)
        {
            lines.Add($"Policy of the role: {request.RoleName}, which an earlier version of this module wrote, is replaced by {policyName}");
        }

        return lines;
    }

    /// <summary>Removes the policy of a deleted pipeline from its role. The pipeline is already deleted, so an error is a warning.</summary>
    public async Task RemoveAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (!Arn.TryParse(pipeline.RoleArn, out var role))
        {
            return;
        }

        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(pipeline.RoleArn!), PolicyNameOf(pipeline.Name));
        try
        {
            if (await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false) is { } own)
            {
                var change = new RoleChange(_api, roleName, policyName, Statements(pipeline, role.AccountId), [], own, null);
                var kept = change.Merge.Settled(keepsLeftover: false);
                await change.SettleAsync(keepsLeftover: false, cancellationToken).ConfigureAwait(false);
                if (kept.Statements.Count > 0)
                {
                    Warn([$"The policy {policyName} of the role '{roleName}' keeps statements that the last definition of '{pipeline.Name}' does not need: {Names(kept.Statements)}. They were added by hand, or belong to an earlier definition. To delete the policy, run: {DeleteCommand(roleName, policyName)}"]);
                }
            }
        }
        catch (ServiceException failure)
        {
            Warn([$"The pipeline '{pipeline.Name}' was removed, but its policy {policyName} may still exist in the role '{roleName}': {failure.ToSentence()} To delete it, run: {DeleteCommand(roleName, policyName)}"]);
        }
    }

    /// <summary>Warns of action types whose permissions are not known.</summary>
    public void WarnUnknown(Pipeline definition) => Warn(ServiceRolePolicy.Unknown(definition).Select(UnknownType));

    private static string UnknownType(string type) =>
        $"The permissions that a service role needs for {type} are not known to this module. Add them to the role (CodePipeline user guide, action reference).";

    private static string Needs(bool isMoved) => isMoved ? "Permissions that the pipeline needs" : "Permissions that the change adds";

    private static IReadOnlyList<PolicyStatement> Statements(Pipeline definition, string accountId) =>
        ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = definition, AccountId = accountId });

    private static PolicyContent Settled(PolicyContent? own, OlderPolicy older, IReadOnlyList<PolicyStatement> statements) =>
        new PolicyMerge(own ?? older.Replaceable ?? PolicyContent.Empty, statements, statements).Settled(keepsLeftover: true);

    private static string Names(IEnumerable<ContentStatement> statements) => string.Join(", ", statements.Select(s => s.Sid ?? "a statement without a Sid"));

    // A user who can edit pipelines may not have access to IAM.
    private static bool IsUnreadable(ServiceException failure) =>
        failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.OperationTimeout;

    private async Task<(IReadOnlyList<PolicyStatement> Statements, PolicyContent? Own, OlderPolicy Older)> ReadAsync(
        ServiceRoleRequest request, string accountId, CancellationToken cancellationToken)
    {
        var statements = Statements(request.Definition, accountId);
        var own = await RoleChange.ReadAsync(_api, request.RoleName, PolicyNameOf(request.Definition.Name), cancellationToken).ConfigureAwait(false);
        return (statements, own, await OlderPolicy.ReadAsync(_api, _pipelines, request.Definition, request.RoleName, statements, cancellationToken).ConfigureAwait(false));
    }

    private async Task PlanRoleAsync(
        RolePlan plan,
        Pipeline after,
        IReadOnlyList<PolicyStatement> was,
        IReadOnlyList<PolicyStatement> will,
        bool isMoved,
        bool isGranted,
        bool isUnchanged,
        CancellationToken cancellationToken)
    {
        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(after.RoleArn!), PolicyNameOf(after.Name));
        var had = PolicyRights.Of(isMoved ? [] : was);
        var needed = PolicyRights.Where(will, right => !had.Contains(right));
        var isChanged = isMoved || !had.SetEquals(PolicyRights.Of(will));
        PolicyContent? own;
        OlderPolicy older;
        try
        {
            own = await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false);
            older = await OlderPolicy.ReadAsync(_api, _pipelines, after, roleName, was, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (IsUnreadable(failure) && !(isGranted && isUnchanged))
        {
            Unreadable(plan, after.Name, roleName, needed.Count == 0 ? "The change needs no new permissions." : $"{Needs(isMoved)}: {PolicyJson.Write(needed)}", isChanged, isGranted, failure);
            return;
        }
        catch (ServiceException failure) when (failure.Condition == "RolePolicyUnreadable" && !isChanged && !isGranted)
        {
            Tell(DiagnosticLevel.Verbose, failure.Message);
            return;
        }

        if (own is null && older.Replaceable is null && !isGranted)
        {
            if (needed.Count > 0)
            {
                plan.Warnings.Add(
                    $"The service role '{roleName}' has no policy {policyName}, so its permissions are not changed. {Needs(isMoved)}: "
                    + $"{PolicyJson.Write(needed)} If the role does not allow this yet, add it to the role, or use -GrantRole, which adds a policy for '{after.Name}' to the role.");
            }

            plan.Warnings.AddRange(Obstacle(after.Name, roleName, older, "run Set-BitbucketPipeline with -GrantRole"));
            return;
        }

        var change = new RoleChange(_api, roleName, policyName, was, will, own, older.Replaceable) { IsOptional = !isChanged && !isGranted };
        var merge = change.Merge;
        var isWanted = isChanged || merge.HasTemporary || (isGranted && merge.Missing.Count > 0);
        if (own is null || older.Replaceable is not null || (isWanted && !merge.Settled(keepsLeftover: false).IsSame(own)))
        {
            plan.Changes.Add(change);
            plan.Warnings.AddRange(Kept(roleName, policyName, merge));
        }
    }

    private async Task PlanDepartureAsync(RolePlan plan, Pipeline before, IReadOnlyList<PolicyStatement> was, CancellationToken cancellationToken)
    {
        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(before.RoleArn!), PolicyNameOf(before.Name));
        try
        {
            if (await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false) is { } own)
            {
                var change = new RoleChange(_api, roleName, policyName, was, [], own, null);
                plan.Changes.Add(change);
                plan.Warnings.AddRange(Kept(roleName, policyName, change.Merge));
            }
        }
        catch (ServiceException failure) when (IsUnreadable(failure))
        {
            plan.Warnings.Add($"Cannot determine whether the role '{roleName}', which '{before.Name}' no longer uses after the update, has the policy {policyName}: {failure.ToSentence()} To delete the policy after the update, run: {DeleteCommand(roleName, policyName)}");
        }
    }

    private void Unreadable(
        RolePlan plan, string pipelineName, string roleName, string needs, bool isChanged, bool isGranted, ServiceException failure)
    {
        if (!isChanged && !isGranted)
        {
            Tell(DiagnosticLevel.Verbose, $"The policies of the service role '{roleName}' can't be read: {failure.Message}");
            return;
        }

        plan.Warnings.Add(
            $"The policies of the service role '{roleName}' can't be read, so {(isGranted ? "nothing was granted, and " : string.Empty)}the permissions for the changed pipeline '{pipelineName}' are not checked: {failure.ToSentence()} "
            + $"{needs} To have the role checked, allow iam:GetRolePolicy on it.");
    }

    private IEnumerable<string> Warnings(ServiceRoleRequest request, PolicyContent? own, OlderPolicy older, IReadOnlyList<PolicyStatement> statements)
    {
        var policyName = PolicyNameOf(request.Definition.Name);
        return own is null
            ? Obstacle(request.Definition.Name, request.RoleName, older, null)
            : Kept(request.RoleName, policyName, new PolicyMerge(own, statements, statements));
    }

    private static IEnumerable<string> Kept(string roleName, string policyName, PolicyMerge merge) => merge.Kept.ToList() is { Count: > 0 } kept
        ? [$"The policy {policyName} of the role '{roleName}' has statements of this module that differ from what the pipeline needs: they were changed by hand, or left by a command that failed. The difference is kept as {string.Join(", ", kept)}. Remove it from the policy if it is not needed."]
        : [];

    private static IEnumerable<string> Obstacle(string pipelineName, string roleName, OlderPolicy older, string? first) => older.Obstacle is { } obstacle
        ? [$"The role '{roleName}' has the inline policy '{roleName}', as earlier versions of this module wrote it. It is unchanged: {obstacle}. To replace it, {(first is null ? string.Empty : first + " for each pipeline that uses the role, and ")}remove what '{pipelineName}' no longer needs from '{roleName}' by hand."]
        : [];

    private async Task DeleteOlderAsync(string roleName, string policyName, CancellationToken cancellationToken)
    {
        try
        {
            await _api.DeletePolicyAsync(roleName, roleName, cancellationToken).ConfigureAwait(false);
            Tell(DiagnosticLevel.Verbose, $"The policy '{roleName}' of the role '{roleName}', which an earlier version of this module wrote, is replaced by {policyName}.");
        }
        catch (ServiceException failure)
        {
            Warn([$"The policy '{roleName}' of the role '{roleName}', which {policyName} replaces, was not deleted: {failure.ToSentence()} To delete it, run: {DeleteCommand(roleName, roleName)}"]);
        }
    }

    private void Warn(IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            Tell(DiagnosticLevel.Warning, message);
        }
    }

    private void Tell(DiagnosticLevel level, string message) => _diagnostics.Write(new DiagnosticEvent(level, message));
}
