using System.Collections.Generic;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The session of a role that a service assumed for its work in a Region.</summary>
internal sealed class ServiceSession
{
    // AWS's session names are numbers.
    private const string SessionName = "sandbox";

    private readonly SandboxState _state;
    private readonly RoleRecord? _role;

    /// <summary>Initializes a new instance of the <see cref="ServiceSession"/> class.</summary>
    /// <param name="state">The state.</param>
    /// <param name="roleArn">The role. One that does not exist has no permissions.</param>
    /// <param name="region">The Region of the work.</param>
    public ServiceSession(SandboxState state, string roleArn, string region)
    {
        _state = state;
        _role = RoleStore.FindByArn(state, roleArn);
        RoleArn = roleArn;
        Region = region;
        var arn = BitbucketConnections.Arn.TryParse(roleArn, out var parsed) ? parsed : null;
        AccountId = arn?.AccountId ?? string.Empty;
        Arn = $"arn:{arn?.Partition}:sts::{AccountId}:assumed-role/{PipelineNameRules.RoleNameOf(roleArn)}/{SessionName}";
    }

    /// <summary>Gets the ARN of the role.</summary>
    public string RoleArn { get; }

    /// <summary>Gets the Region of the work.</summary>
    public string Region { get; }

    /// <summary>Gets the account of the role; empty if the text is not an ARN.</summary>
    public string AccountId { get; }

    /// <summary>Gets the ARN of the session.</summary>
    public string Arn { get; }

    /// <summary>Gets the policies of the role.</summary>
    public CallerPolicies Policies => CallerPolicies.Of(_role, _state);

    /// <summary>Creates a request with the global condition keys.</summary>
    /// <param name="action">The action.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceAccountId">The account of the resource; null for that of its ARN, or of the role if the ARN has none.</param>
    /// <param name="region">The Region that the request is sent to; null for the Region of the work.</param>
    /// <returns>The request.</returns>
    public IamRequest Request(string action, string resource, string? resourceAccountId = null, string? region = null)
    {
        var owner = resourceAccountId ?? (BitbucketConnections.Arn.TryParse(resource, out var arn) ? arn.AccountId : AccountId);
        return new IamRequest(IamPrincipal.Identity(RoleArn, Arn, _role?.Id), action, resource)
            .WithRequest(_state.Now, region ?? Region)
            .WithSession($"{_role?.Id}:{SessionName}", _state.Now)
            .WithPrincipalTags(_role?.Tags ?? (IEnumerable<KeyValuePair<string, string>>)[])
            .With("aws:ResourceAccount", owner);
    }

    /// <summary>Evaluates a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resource">The policy of the resource; null if it has none.</param>
    /// <param name="resourceAccountId">The account of the resource; null for the account of the role.</param>
    /// <param name="isResourcePolicyRequired">True if the resource must allow in the same account too; otherwise false.</param>
    /// <returns>The decision.</returns>
    public IamDecision Decide(IamRequest request, IamPolicy? resource = null, string? resourceAccountId = null, bool isResourcePolicyRequired = false)
    {
        var policies = Policies;
        return IamEvaluator.Evaluate(request, new IamPolicySet
        {
            Identity = policies.Identity,
            Boundary = policies.Boundary,
            Resource = resource,
            ResourceAccountId = resourceAccountId,
            IsResourcePolicyRequired = isResourcePolicyRequired,
        });
    }

    /// <summary>Decides whether it can assume another role: the other trusts it, and its own policies allow it.</summary>
    /// <param name="roleArn">The other role.</param>
    /// <returns>The decision.</returns>
    public IamDecision DecideAssume(string roleArn) => RoleAccess.Decide(_state, roleArn, Request(RoleAccess.AssumeRole, roleArn), Policies);

    /// <summary>Determines whether another role trusts it, whatever its own policies are.</summary>
    /// <param name="roleArn">The other role.</param>
    /// <returns>True if it does.</returns>
    public bool IsTrustedBy(string roleArn) => RoleAccess.Trusts(_state, roleArn, Request(RoleAccess.AssumeRole, roleArn));
}
