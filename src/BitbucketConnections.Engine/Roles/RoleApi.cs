using System;
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
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public RoleApi(ClientSet clients, ServiceCaller caller, string region)
    {
        _clients = clients;
        _caller = caller;
        Region = region;
    }

    public string Region { get; }

    /// <summary>Reports a created or written resource.</summary>
    public void ReportCreated(string what) => _caller.ReportCreated(what);

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
            if (!await IsGoneAsync(roleName, policyName, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    // If the look-up fails, the resource may exist. The original error says that the outcome is unknown.
    private async Task<bool> IsGoneAsync(string roleName, string policyName, CancellationToken cancellationToken)
    {
        try
        {
            return await FindPolicyAsync(roleName, policyName, cancellationToken).ConfigureAwait(false) is null;
        }
        catch (ServiceException)
        {
            return false;
        }
    }

    /// <summary>Decodes a document of a response. IAM returns documents URL-encoded.</summary>
    public static string? Decode(string? document) => string.IsNullOrEmpty(document) ? null : Uri.UnescapeDataString(document);

    private Call Call(string operation, string? target) => new(ServiceName, operation, Region, target);
}
