using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Calls IAM for roles and their inline policies. Returns null for a missing role or policy.</summary>
internal sealed class RoleApi
{
    private const string ServiceName = "iam";

    // IAM does not count white space. This quota can't be increased.
    private const int MaximumInlineSize = 10240;

    // IAM returns up to 1000 roles in a page.
    private const int ListedRoles = 1000;
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public RoleApi(ClientSet clients, ServiceCaller caller, string region)
    {
        _clients = clients;
        _caller = caller;
        Region = region;
    }

    public string Region { get; }

    /// <summary>Gets the turns of the changes that read and then write a role.</summary>
    public ResourceTurns Turns => _clients.RoleTurns;

    /// <summary>Reports a created or written resource.</summary>
    public void ReportCreated(string what) => _caller.ReportCreated(what);

    /// <summary>Reports that something that was reported as created was removed again.</summary>
    public void ReportWithdrawn(string what) => _caller.ReportWithdrawn(what);

    private IAmazonIdentityManagementService Client => _clients.IdentityManagement(Region);

    public async Task<Role?> FindAsync(string roleName, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _caller.InvokeAsync(
                Call("GetRole", roleName), ct => Client.GetRoleAsync(new GetRoleRequest { RoleName = roleName }, ct), cancellationToken).ConfigureAwait(false);
            return ServiceCaller.Required(response.Role, "Role", Call("GetRole", roleName));
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Lists roles of the account, with their trust policies decoded; at most a number of pages.</summary>
    public async Task<IReadOnlyList<Role>> ListAsync(int pages, CancellationToken cancellationToken)
    {
        var roles = new List<Role>();
        string? marker = null;
        do
        {
            var request = new ListRolesRequest { Marker = marker, MaxItems = ListedRoles };
            var page = await _caller.InvokeAsync(Call("ListRoles", null), ct => Client.ListRolesAsync(request, ct), cancellationToken).ConfigureAwait(false);
            foreach (var role in page.Roles ?? [])
            {
                role.AssumeRolePolicyDocument = Decode(role.AssumeRolePolicyDocument);
                roles.Add(role);
            }

            marker = page.IsTruncated == true ? page.Marker : null;
            pages--;
        }
        while (!string.IsNullOrEmpty(marker) && pages > 0);
        return roles;
    }

    public async Task<Role> CreateAsync(CreateRoleRequest request, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            Call("CreateRole", request.RoleName), ct => Client.CreateRoleAsync(request, ct), cancellationToken).ConfigureAwait(false);
        return ServiceCaller.Required(response.Role, "Role", Call("CreateRole", request.RoleName));
    }

    public async Task<string?> FindPolicyAsync(string roleName, string policyName, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _caller.InvokeAsync(
                Call("GetRolePolicy", roleName),
                ct => Client.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = roleName, PolicyName = policyName }, ct),
                cancellationToken).ConfigureAwait(false);
            return Decode(response.PolicyDocument);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Lists the names of the inline policies.</summary>
    public Task<IReadOnlyList<string>> ListPolicyNamesAsync(string roleName, CancellationToken cancellationToken) => ListAsync("ListRolePolicies", roleName, async marker =>
    {
        var page = await _caller.InvokeAsync(
            Call("ListRolePolicies", roleName), ct => Client.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = roleName, Marker = marker }, ct), cancellationToken).ConfigureAwait(false);
        return (page.PolicyNames ?? [], page.IsTruncated == true ? page.Marker : null);
    });

    /// <summary>Lists the ARNs of the attached policies.</summary>
    public Task<IReadOnlyList<string>> ListAttachedPoliciesAsync(string roleName, CancellationToken cancellationToken) => ListAsync("ListAttachedRolePolicies", roleName, async marker =>
    {
        var page = await _caller.InvokeAsync(
            Call("ListAttachedRolePolicies", roleName),
            ct => Client.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = roleName, Marker = marker }, ct),
            cancellationToken).ConfigureAwait(false);
        return ((page.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!).ToList(), page.IsTruncated == true ? page.Marker : null);
    });

    /// <summary>Lists the names of the instance profiles that contain the role.</summary>
    public Task<IReadOnlyList<string>> ListInstanceProfilesAsync(string roleName, CancellationToken cancellationToken) => ListAsync("ListInstanceProfilesForRole", roleName, async marker =>
    {
        var page = await _caller.InvokeAsync(
            Call("ListInstanceProfilesForRole", roleName),
            ct => Client.ListInstanceProfilesForRoleAsync(new ListInstanceProfilesForRoleRequest { RoleName = roleName, Marker = marker }, ct),
            cancellationToken).ConfigureAwait(false);
        return ((page.InstanceProfiles ?? []).Select(profile => profile.InstanceProfileName!).ToList(), page.IsTruncated == true ? page.Marker : null);
    });

    /// <summary>Gets the default version of a managed policy.</summary>
    public async Task<string?> FindManagedPolicyAsync(string policyArn, CancellationToken cancellationToken)
    {
        try
        {
            var policy = await _caller.InvokeAsync(
                Call("GetPolicy", policyArn), ct => Client.GetPolicyAsync(new GetPolicyRequest { PolicyArn = policyArn }, ct), cancellationToken).ConfigureAwait(false);
            var version = ServiceCaller.Required(policy.Policy?.DefaultVersionId, "DefaultVersionId", Call("GetPolicy", policyArn));
            var response = await _caller.InvokeAsync(
                Call("GetPolicyVersion", policyArn),
                ct => Client.GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = policyArn, VersionId = version }, ct),
                cancellationToken).ConfigureAwait(false);
            return Decode(response.PolicyVersion?.Document);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Evaluates the policies of a user or role, with the service control policies of its account.</summary>
    /// <param name="principalArn">The user or role, not a session.</param>
    /// <param name="actions">The actions, without wildcards.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="context">The condition keys of the calls.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The decision for each action on each resource.</returns>
    public async Task<IReadOnlyList<SimulatedDecision>> SimulateAsync(
        string principalArn, IReadOnlyList<string> actions, IReadOnlyList<string> resources, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var decisions = new List<SimulatedDecision>();
        string? marker = null;
        do
        {
            var request = new SimulatePrincipalPolicyRequest
            {
                PolicySourceArn = principalArn,
                ActionNames = [.. actions],
                ResourceArns = [.. resources],
                ContextEntries = context.Count == 0 ? null : [.. context.Select(entry => new ContextEntry { ContextKeyName = entry.Key, ContextKeyType = ContextKeyTypeEnum.String, ContextKeyValues = [entry.Value] })],
                Marker = marker,
            };
            var page = await _caller.InvokeAsync(
                Call("SimulatePrincipalPolicy", principalArn), ct => Client.SimulatePrincipalPolicyAsync(request, ct), cancellationToken).ConfigureAwait(false);
            decisions.AddRange((page.EvaluationResults ?? []).Select(result => new SimulatedDecision(
                result.EvalActionName ?? string.Empty,
                result.EvalResourceName ?? "*",
                result.EvalDecision?.Value ?? string.Empty,
                result.OrganizationsDecisionDetail?.AllowedByOrganizations == false,
                result.MissingContextValues is { Count: > 0 })));
            marker = page.IsTruncated == true && page.Marker != marker ? page.Marker : null;
        }
        while (marker is not null);
        return decisions;
    }

    /// <summary>Deletes a role. A role that does not exist is not an error.</summary>
    public async Task DeleteAsync(string roleName, CancellationToken cancellationToken)
    {
        try
        {
            await _caller.InvokeAsync(
                Call("DeleteRole", roleName), ct => Client.DeleteRoleAsync(new DeleteRoleRequest { RoleName = roleName }, ct), cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            // An earlier attempt, whose response was lost, or another user deleted it.
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            if (!await IsGoneAsync(() => FindAsync(roleName, cancellationToken)).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    public async Task PutPolicyAsync(string roleName, string policyName, string document, CancellationToken cancellationToken)
    {
        try
        {
            await _caller.InvokeAsync(
                Call("PutRolePolicy", roleName),
                ct => Client.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = roleName, PolicyName = policyName, PolicyDocument = document }, ct),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            if (await OutcomeLookup.FindAsync(failure, () => FindPolicyAsync(roleName, policyName, cancellationToken)).ConfigureAwait(false) != document)
            {
                throw;
            }
        }
        catch (ServiceException full) when (full.IsRefusedWith("LimitExceeded", "LimitExceededException"))
        {
            throw full.WithSentence(
                $"All inline policies of a role together hold {MaximumInlineSize} characters, which is enough for a few pipelines. "
                + $"Use another role for this pipeline, or delete the policies that the role '{roleName}' no longer needs ('aws iam list-role-policies --role-name {roleName}' lists them).");
        }
    }

    /// <summary>Deletes an inline policy. A policy that does not exist is not an error.</summary>
    public async Task DeletePolicyAsync(string roleName, string policyName, CancellationToken cancellationToken)
    {
        try
        {
            await _caller.InvokeAsync(
                Call("DeleteRolePolicy", roleName),
                ct => Client.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = roleName, PolicyName = policyName }, ct),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            // An earlier attempt, whose response was lost, or another user deleted it.
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            if (!await IsGoneAsync(() => FindPolicyAsync(roleName, policyName, cancellationToken)).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    // If the look-up fails, the resource may exist. The original error says that the outcome is unknown.
    private static async Task<bool> IsGoneAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        try
        {
            return await look().ConfigureAwait(false) is null;
        }
        catch (ServiceException)
        {
            return false;
        }
    }

    /// <summary>Decodes a document of a response. IAM returns documents URL-encoded.</summary>
    public static string? Decode(string? document) => string.IsNullOrEmpty(document) ? null : Uri.UnescapeDataString(document);

    private async Task<IReadOnlyList<string>> ListAsync(string operation, string roleName, Func<string?, Task<(List<string> Items, string? Marker)>> read)
    {
        var items = new List<string>();
        var markers = new HashSet<string>(StringComparer.Ordinal);
        string? marker = null;
        do
        {
            (var page, marker) = await read(marker).ConfigureAwait(false);
            items.AddRange(page);
            if (marker is not null && !markers.Add(marker))
            {
                throw new ServiceException(
                    ServiceErrorKind.UnexpectedResponse, $"{operation} returned the same page of the role '{roleName}' again. The items after it can't be listed.")
                {
                    Operation = operation,
                    ServiceName = ServiceName,
                    Region = Region,
                };
            }
        }
        while (marker is { Length: > 0 });
        return items;
    }

    private Call Call(string operation, string? target) => new(ServiceName, operation, Region, target);
}
