using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Updates the policy of each pipeline on its service role when the pipeline changes. Other policies are never changed.</summary>
internal sealed class PipelineRoles
{
    // In a message about a role that does not exist yet.
    private const string UnknownAccount = "ACCOUNT";
    private readonly RoleApi _api;
    private readonly PipelineService _pipelines;
    private readonly PipelineExecutionService _executions;
    private readonly KeyResolver _keys;
    private readonly RoleAudit _audit;
    private readonly RoleCheck _check;
    private readonly IDiagnosticSink _diagnostics;

    public PipelineRoles(RoleApi api, PipelineService pipelines, PipelineExecutionService executions, KeyResolver keys, RoleAudit audit, RoleCheck check, IDiagnosticSink diagnostics)
    {
        _audit = audit;
        _check = check;
        _keys = keys;
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
    /// <param name="wishes">What the edit requests of the role.</param>
    /// <param name="isUnchanged">Whether the pipeline is unchanged, so only a change of the role was requested.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<RolePlan> PlanAsync(Pipeline before, Pipeline after, RoleWishes wishes, bool isUnchanged, CancellationToken cancellationToken)
    {
        var plan = new RolePlan(_executions, _diagnostics, after.Name);
        if (Arn.TryParse(after.RoleArn, out var role) && Arn.TryParse(before.RoleArn, out var left))
        {
            var (was, will) = (await RightsAsync(before, left.AccountId, cancellationToken).ConfigureAwait(false), await RightsAsync(after, role.AccountId, cancellationToken).ConfigureAwait(false));
            var isMoved = before.RoleArn != after.RoleArn;
            var allowsAll = await PlanRoleAsync(plan, after, was, will, new RoleEdit(wishes, isMoved, isUnchanged), cancellationToken).ConfigureAwait(false);
            if (isMoved)
            {
                await PlanDepartureAsync(plan, before, was, cancellationToken).ConfigureAwait(false);
            }

            plan.Warnings.AddRange(will.Notes(allowsAll).Except(was.Notes(allowsAll)));
        }

        return plan;
    }

    /// <summary>Writes the policy of a definition to a role, and keeps its other policies.</summary>
    /// <returns>The policy, whether it was changed, and whether the role had no policy of the pipeline before.</returns>
    public async Task<(string Document, bool IsWritten, bool IsNew)> WriteAsync(ServiceRoleRequest request, string accountId, bool isNewRole, CancellationToken cancellationToken)
    {
        var policy = await ReadAsync(request, accountId, isNewRole, cancellationToken).ConfigureAwait(false);
        Warn(policy.Warnings);
        var policyName = PolicyNameOf(request.Definition.Name);
        var document = PolicyJson.Write(policy.Settled);
        var isWritten = policy.Own is null || !policy.Settled.IsSame(policy.Own);
        if (isWritten)
        {
            await _api.PutPolicyAsync(request.RoleName, policyName, document, cancellationToken).ConfigureAwait(false);
        }

        if (policy.Older.Replaceable is not null)
        {
            await DeleteOlderAsync(request.RoleName, policyName, cancellationToken).ConfigureAwait(false);
        }

        return (document, isWritten, policy.Own is null && policy.Older.Replaceable is null);
    }

    /// <summary>Gets review lines of what <see cref="WriteAsync"/> would write to an existing role, with the same warnings.</summary>
    public async Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, string accountId, CancellationToken cancellationToken)
    {
        var policy = await ReadAsync(request, accountId, isNewRole: false, cancellationToken).ConfigureAwait(false);
        Warn(policy.Warnings);
        var policyName = PolicyNameOf(request.Definition.Name);
        var lines = new List<string>
        {
            $"Policy of the role: {policyName} ({(policy.Own is null ? "created" : policy.Settled.IsSame(policy.Own) ? "unchanged" : "updated")})",
        };
        if (policy.Older.Replaceable is not null)
        {
            lines.Add($"Policy of the role: {request.RoleName}, which an earlier version of this module wrote, is replaced by {policyName}");
        }

        return [.. lines, .. LinesOfConnections(request, accountId, policy.AllowsAll)];
    }

    /// <summary>Gets the statements that the policy of a pipeline keeps when the pipeline is removed, because this module did not write them for it.</summary>
    public async Task<IReadOnlyList<ContentStatement>> KeptAfterRemovalAsync(Pipeline pipeline, string accountId, CancellationToken cancellationToken)
    {
        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(pipeline.RoleArn!), PipelinePolicyName.Of(pipeline.Region, pipeline.Name));
        if (await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false) is not { } own)
        {
            return [];
        }

        var rights = await RightsAsync(pipeline, accountId, cancellationToken).ConfigureAwait(false);
        return new RoleChange(_api, roleName, policyName, rights.Forms, [], own, null).Merge.Settled(keepsLeftover: false).Statements;
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
                var rights = await RightsAsync(pipeline, role.AccountId, cancellationToken).ConfigureAwait(false);
                var change = new RoleChange(_api, roleName, policyName, rights.Forms, [], own, null);
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

    /// <summary>Warns of what a policy can't contain, or not exactly.</summary>
    public void Warn(ServiceRolePolicyRequest request) => Warn(ServiceRolePolicy.Notes(request));

    /// <summary>Warns of what the policy of a role that does not exist can't contain. The account of the role is not known yet.</summary>
    public void WarnBeforeCreation(ServiceRoleRequest request) =>
        Warn(new ServiceRolePolicyRequest { Definition = request.Definition, AccountId = UnknownAccount, AllowAllRepositories = request.AllowAllRepositories == true });

    /// <summary>Gets review lines of the connections that the policy of a new role allows.</summary>
    public static IEnumerable<string> ReviewConnections(ServiceRoleRequest request) => LinesOfConnections(request, UnknownAccount, request.AllowAllRepositories == true);

    private static IEnumerable<string> LinesOfConnections(ServiceRoleRequest request, string accountId, bool allowsAll) =>
        ConnectionPermissions.Lines(new ServiceRolePolicyRequest { Definition = request.Definition, AccountId = accountId, AllowAllRepositories = allowsAll });

    private static string Needs(bool isMoved) => isMoved ? "Permissions that the pipeline needs" : "Permissions that the change adds";

    private static string Names(IEnumerable<ContentStatement> statements) => string.Join(", ", statements.Select(s => s.Sid ?? "a statement without a Sid"));

    // A user who can edit pipelines may not have access to IAM.
    private static bool IsUnreadable(ServiceException failure) => RoleDocumentReader.IsUnreadable(failure);

    private async Task<PolicyForms> RightsAsync(Pipeline definition, string accountId, CancellationToken cancellationToken) =>
        new(definition, await _keys.ResolveAsync(definition, cancellationToken).ConfigureAwait(false), accountId);

    private async Task<WrittenPolicy> ReadAsync(ServiceRoleRequest request, string accountId, bool isNewRole, CancellationToken cancellationToken)
    {
        var rights = await RightsAsync(request.Definition, accountId, cancellationToken).ConfigureAwait(false);
        var (own, older) = (default(PolicyContent), new OlderPolicy(null, null));
        if (!isNewRole)
        {
            own = await RoleChange.ReadAsync(_api, request.RoleName, PolicyNameOf(request.Definition.Name), cancellationToken).ConfigureAwait(false);
            older = await OlderPolicy.ReadAsync(_api, _pipelines, request.Definition, request.RoleName, rights.Forms, cancellationToken).ConfigureAwait(false);
        }

        var allowsAll = AllowsAll(request.AllowAllRepositories, rights, own, request.Definition.Name);
        var statements = rights.Statements(allowsAll);
        var merge = new PolicyMerge(own ?? older.Replaceable ?? PolicyContent.Empty, statements, statements, Replaced(rights, older));
        var warnings = rights.Notes(allowsAll).Concat(own is null ? Obstacle(request.Definition.Name, request.RoleName, older, null) : Kept(request.RoleName, PolicyNameOf(request.Definition.Name), merge));
        if (merge.Leftover.Count > 0)
        {
            warnings = warnings.Append(
                $"The policy {PolicyNameOf(request.Definition.Name)} of the role '{request.RoleName}' keeps permissions of an earlier definition, because executions may need them: {string.Join("; ", merge.Leftover)}. The next edit of the pipeline removes them.");
        }

        return new WrittenPolicy(own, older, merge.Settled(keepsLeftover: true), allowsAll, [.. warnings]);
    }

    // A policy that was widened stays wide: its pipeline may use the connection for other repositories.
    private bool AllowsAll(bool? wish, PolicyForms rights, PolicyContent? own, string pipelineName)
    {
        if (wish is null && rights.IsWidened(own))
        {
            Tell(DiagnosticLevel.Verbose, $"The policy {PolicyNameOf(pipelineName)} allows all repositories of its connections, and this is kept. To allow only the repositories of the pipeline, use -AllowAllRepositories:$false.");
            return true;
        }

        return wish == true;
    }

    // The policy of an earlier version is this pipeline's, so all its statements are replaced.
    private static List<PolicyStatement> Replaced(PolicyForms rights, OlderPolicy older) => [.. rights.Forms, .. older.Replaceable?.Understood ?? []];

    /// <returns>Whether the policy allows all repositories.</returns>
    private async Task<bool> PlanRoleAsync(
        RolePlan plan, Pipeline after, PolicyForms rightsBefore, PolicyForms rightsAfter, RoleEdit edit, CancellationToken cancellationToken)
    {
        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(after.RoleArn!), PolicyNameOf(after.Name));
        var (isMoved, isGranted) = (edit.IsMoved, edit.Wishes.IsGranted);
        IReadOnlyList<PolicyStatement> Was(bool allowsAll) => isMoved ? [] : rightsBefore.Statements(allowsAll);
        IReadOnlyList<PolicyStatement> Needed(bool allowsAll) => PolicyRights.Of(Was(allowsAll)) is var had ? PolicyRights.Where(rightsAfter.Statements(allowsAll), right => !had.Contains(right)) : [];
        bool IsChanged(bool allowsAll) => isMoved || !PolicyRights.Of(Was(allowsAll)).SetEquals(PolicyRights.Of(rightsAfter.Statements(allowsAll)));

        PolicyContent? own;
        OlderPolicy older;
        try
        {
            own = await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false);
            older = await OlderPolicy.ReadAsync(_api, _pipelines, after, roleName, rightsBefore.Forms, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (IsUnreadable(failure) && !(edit.Wishes.IsAny && edit.IsUnchanged))
        {
            var all = edit.Wishes.AllowAllRepositories == true;
            if (isMoved)
            {
                plan.Warnings.AddRange(await CheckAsync(after, isPolicyWritten: false, cancellationToken).ConfigureAwait(false));
                if (!edit.Wishes.IsAny)
                {
                    return all;
                }
            }

            var missing = Needed(all);
            Unreadable(plan, after.Name, roleName, missing.Count == 0 ? "The change needs no new permissions." : $"{Needs(isMoved)}: {PolicyJson.Write(missing)}", IsChanged(all), edit.Wishes.IsAny, failure);
            return all;
        }
        catch (ServiceException failure) when (failure.Condition == "RolePolicyUnreadable" && !IsChanged(false) && !edit.Wishes.IsAny)
        {
            Tell(DiagnosticLevel.Verbose, failure.Message);
            return false;
        }

        var isWritten = own is not null || older.Replaceable is not null || isGranted;
        if (isMoved)
        {
            plan.Warnings.AddRange(await CheckAsync(after, isWritten, cancellationToken).ConfigureAwait(false));
        }

        if (!isWritten)
        {
            // The role may have the policy of this module under another name, which is limited to repositories.
            if (Needed(allowsAll: false) is { Count: > 0 } missing)
            {
                plan.Warnings.AddRange(isMoved ? [] : await MissingAsync(after, missing, cancellationToken).ConfigureAwait(false));
            }
            else if (edit.Wishes.AllowAllRepositories is not null)
            {
                plan.Warnings.Add($"The service role '{roleName}' has no policy {policyName}, so -AllowAllRepositories has no effect. To add the policy to the role, use -GrantRole.");
            }

            plan.Warnings.AddRange(Obstacle(after.Name, roleName, older, "run Set-BitbucketPipeline with -GrantRole"));
            return true;
        }

        var wasAll = rightsBefore.IsWidened(own);
        var allowsAll = AllowsAll(edit.Wishes.AllowAllRepositories, rightsBefore, own, after.Name);
        var (was, will) = (rightsBefore.Statements(wasAll), rightsAfter.Statements(allowsAll));
        var isChanged = isMoved || !PolicyRights.Of(was).SetEquals(PolicyRights.Of(will));

        // Other forms of the permissions are as good as permissions of the old definition: executions that are in progress use them.
        var change = new RoleChange(_api, roleName, policyName, [.. was, .. Replaced(rightsBefore, older)], will, own, older.Replaceable)
        {
            IsOptional = !isChanged && !isGranted, IsSteady = !isChanged,
        };
        var merge = change.Merge;

        // A change outside this module may have left the policy behind.
        var isWanted = isChanged || merge.HasTemporary || (own is not null && merge.Missing.Count > 0) || (edit.Wishes.IsAny && (merge.Missing.Count > 0 || merge.Leftover.Count > 0));
        if (own is null || older.Replaceable is not null || (isWanted && !merge.Settled(keepsLeftover: false).IsSame(own)))
        {
            plan.Changes.Add(change);
            plan.Warnings.AddRange(Kept(roleName, policyName, merge));
        }

        return allowsAll;
    }

    private Task<IReadOnlyList<string>> CheckAsync(Pipeline after, bool isPolicyWritten, CancellationToken cancellationToken) =>
        _check.RunAsync(after, isPolicyWritten, isNew: false, cancellationToken);

    // The role has no policy of this module for the pipeline, so only its other policies can allow what the change adds.
    private async Task<IEnumerable<string>> MissingAsync(Pipeline after, IReadOnlyList<PolicyStatement> needed, CancellationToken cancellationToken)
    {
        var policyName = PolicyNameOf(after.Name);
        var result = await _audit.RunAsync(after.RoleArn!, RoleRequirement.Of(after, needed), [], cancellationToken).ConfigureAwait(false);
        return result is null
            ? [$"The service role {after.RoleArn} was not found, so its permissions are not changed or checked. {Needs(false)}: {PolicyJson.Write(needed)}"]
            : RoleAuditText.Warnings(
                result, $"the change of '{after.Name}' adds", _ => $"The role has no policy {policyName}, so its permissions are not changed. Add them to the role, or use -GrantRole, which adds this policy to the role.");
    }

    private async Task PlanDepartureAsync(RolePlan plan, Pipeline before, PolicyForms was, CancellationToken cancellationToken)
    {
        var (roleName, policyName) = (PipelineNameRules.RoleNameOf(before.RoleArn!), PolicyNameOf(before.Name));
        try
        {
            if (await RoleChange.ReadAsync(_api, roleName, policyName, cancellationToken).ConfigureAwait(false) is { } own)
            {
                var change = new RoleChange(_api, roleName, policyName, was.Forms, [], own, null);
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
            Warn([$"The policy '{roleName}' of the role '{roleName}', which {policyName} replaces, {OutcomeLookup.WasNot(failure)} deleted: {failure.ToSentence()} To delete it, run: {DeleteCommand(roleName, roleName)}"]);
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

    private sealed record RoleEdit(RoleWishes Wishes, bool IsMoved, bool IsUnchanged);

    private sealed record WrittenPolicy(PolicyContent? Own, OlderPolicy Older, PolicyContent Settled, bool AllowsAll, IReadOnlyList<string> Warnings);
}
