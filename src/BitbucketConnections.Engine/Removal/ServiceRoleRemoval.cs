using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Removal;

/// <summary>
/// Removes the service roles of removed pipelines. A role is removed only if this module certainly created it and no pipeline of any Region
/// uses it. So a role that pipelines of the same command share is removed with the last of them.
/// </summary>
internal sealed class ServiceRoleRemoval : IServiceRoleRemoval
{
    private readonly RoleApi _api;
    private readonly PipelineRoles _policies;
    private readonly RoleUsers _users;
    private readonly IDiagnosticSink _diagnostics;
    private readonly Dictionary<string, string> _used = new(StringComparer.Ordinal);

    public ServiceRoleRemoval(RoleApi api, PipelineRoles policies, RoleUsers users, IDiagnosticSink diagnostics)
    {
        _api = api;
        _policies = policies;
        _users = users;
        _diagnostics = diagnostics;
    }

    public IReadOnlyList<string> RolesInUse => _used.Select(used => $"The service role '{used.Key}' was not removed: {used.Value}.").ToList();

    public async Task<Pipeline?> FindLeftAsync(string pipelineName, string region, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.FindAsync(RoleNames.Of(region, pipelineName), cancellationToken).ConfigureAwait(false) is { } role
                && role.Path == ServiceRoleService.Path && role.Description == ServiceRoleService.DescriptionStart + pipelineName
                ? new Pipeline { Name = pipelineName, Region = region, RoleArn = role.Arn, Stages = [] }
                : null;
        }
        catch (ServiceException failure) when (failure.IsAccessDenied)
        {
            Tell(DiagnosticLevel.Verbose, $"Cannot determine whether the role of the pipeline '{pipelineName}' exists: {failure.Message}");
            return null;
        }
    }

    public async Task<string> DescribeAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (pipeline.RoleArn is not { } roleArn)
        {
            return "remove no service role, because the pipeline does not have one";
        }

        var name = PipelineNameRules.RoleNameOf(roleArn);
        var look = await LookAsync(pipeline, roleArn, isRemoved: false, cancellationToken).ConfigureAwait(false);
        return look switch
        {
            { IsGone: true } => $"remove no service role, because {name} does not exist",
            { Obstacle: { } obstacle } => $"keep its service role {name}, because {obstacle}",
            { HasGrant: true } => $"remove its service role {name} with the policy {ServiceRoleService.ConnectionPolicyName}",
            _ => $"remove its service role {name}",
        };
    }

    public void Skip(Pipeline pipeline) => _users.Forget(pipeline);

    public async Task RemoveAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        _users.Forget(pipeline);
        if (pipeline.RoleArn is not { } roleArn)
        {
            return;
        }

        var name = PipelineNameRules.RoleNameOf(roleArn);
        var look = await LookAsync(pipeline, roleArn, isRemoved: true, cancellationToken).ConfigureAwait(false);
        _used.Remove(name);
        if (look.IsGone)
        {
            Tell(DiagnosticLevel.Verbose, $"The service role '{name}' does not exist.");
        }
        else if (look.IsUsed)
        {
            // A later pipeline of the same command may be the last one.
            _used[name] = look.Obstacle!;
        }
        else if (look.Obstacle is { } obstacle)
        {
            Kept(pipeline, name, obstacle.TrimEnd('.') + ".");
        }
        else
        {
            await DeleteAsync(pipeline, name, look.HasGrant, cancellationToken).ConfigureAwait(false);
        }
    }

    // The pipeline is already removed, so an error is a warning.
    private async Task DeleteAsync(Pipeline pipeline, string roleName, bool hasGrant, CancellationToken cancellationToken)
    {
        string? grant = null;
        try
        {
            if (hasGrant)
            {
                grant = await _api.FindPolicyAsync(roleName, ServiceRoleService.ConnectionPolicyName, cancellationToken).ConfigureAwait(false);
                await _api.DeletePolicyAsync(roleName, ServiceRoleService.ConnectionPolicyName, cancellationToken).ConfigureAwait(false);
            }

            await _api.DeleteAsync(roleName, cancellationToken).ConfigureAwait(false);
            Tell(DiagnosticLevel.Verbose, $"The service role '{roleName}' was removed.");
        }
        catch (ServiceException failure)
        {
            Kept(pipeline, roleName, failure.ToSentence() + await RestoreAsync(roleName, grant, cancellationToken).ConfigureAwait(false), OutcomeLookup.WasNot(failure));
        }
    }

    // IAM does not delete a role to which another command added a policy in the meantime. Such a role keeps everything.
    private async Task<string> RestoreAsync(string roleName, string? grant, CancellationToken cancellationToken)
    {
        if (grant is null)
        {
            return string.Empty;
        }

        try
        {
            // Another command may have granted something in the meantime, which is newer.
            if (await _api.FindPolicyAsync(roleName, ServiceRoleService.ConnectionPolicyName, cancellationToken).ConfigureAwait(false) is null)
            {
                await _api.PutPolicyAsync(roleName, ServiceRoleService.ConnectionPolicyName, grant, cancellationToken).ConfigureAwait(false);
            }

            return string.Empty;
        }
        catch (ServiceException failure)
        {
            return $" Its policy {ServiceRoleService.ConnectionPolicyName} was deleted and can't be written again: {failure.ToSentence()} It was: {grant}";
        }
    }

    private async Task<RoleLook> LookAsync(Pipeline pipeline, string roleArn, bool isRemoved, CancellationToken cancellationToken)
    {
        try
        {
            var roleName = PipelineNameRules.RoleNameOf(roleArn);
            if (await _api.FindAsync(roleName, cancellationToken).ConfigureAwait(false) is not { } role)
            {
                return new RoleLook { IsGone = true };
            }

            if (role.Arn != roleArn || !Arn.TryParse(roleArn, out var arn))
            {
                return new RoleLook { Obstacle = $"the role with this name is {role.Arn}" };
            }

            var inline = await _api.ListPolicyNamesAsync(roleName, cancellationToken).ConfigureAwait(false);
            var own = PipelinePolicyName.Of(pipeline.Region, pipeline.Name);
            var foreign = inline.Where(name => name != ServiceRoleService.ConnectionPolicyName && (isRemoved || (name != own && !_users.IsForgotten(name)))).ToList();
            var kept = isRemoved ? [] : await _policies.KeptAfterRemovalAsync(pipeline, arn.AccountId, cancellationToken).ConfigureAwait(false);
            var use = await _users.FindAsync(roleArn, pipeline, cancellationToken).ConfigureAwait(false);
            if (use.Users.Count > 0)
            {
                return new RoleLook { IsUsed = true, Obstacle = $"{(use.Users.Count == 1 ? "the pipeline" : "the pipelines")} {ShortList.Join(use.Users)} {(use.Users.Count == 1 ? "uses" : "use")} it" };
            }

            var obstacle = RoleOrigin.Obstacle(
                role,
                pipeline,
                foreign,
                await _api.ListAttachedPoliciesAsync(roleName, cancellationToken).ConfigureAwait(false),
                await _api.ListInstanceProfilesAsync(roleName, cancellationToken).ConfigureAwait(false));
            return new RoleLook
            {
                Obstacle = obstacle ?? (kept.Count > 0 ? $"its policy {own} has statements that this module did not write for the pipeline" : use.Unknown),
                HasGrant = inline.Contains(ServiceRoleService.ConnectionPolicyName),
            };
        }
        catch (ServiceException failure)
        {
            return new RoleLook { Obstacle = "it can't be checked: " + failure.ToSentence() };
        }
    }

    private void Kept(Pipeline pipeline, string roleName, string reason, string wasNot = "was not") => Tell(
        DiagnosticLevel.Warning,
        $"The pipeline '{pipeline.Name}' was removed, but its service role '{roleName}' {wasNot}: {reason} "
        + $"If it is not needed, delete its policies ('aws iam list-role-policies --role-name {roleName}' lists them) and run: aws iam delete-role --role-name {roleName}");

    private void Tell(DiagnosticLevel level, string message) => _diagnostics.Write(new DiagnosticEvent(level, message));
}
