using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>
/// Evaluates policies as IAM does (IAM user guide, "Policy evaluation logic"): an explicit deny wins; otherwise an allow is required, from the
/// identity or the resource in the same account and from both across accounts; boundaries and session policies must allow too.
/// </summary>
public static class IamEvaluator
{
    /// <summary>How far a statement of a resource-based policy covers the caller.</summary>
    private enum Coverage
    {
        None,

        /// <summary>The account of the caller is named: the account's own policies decide.</summary>
        Account,

        /// <summary>The user, or the role of the session, is named.</summary>
        Caller,

        /// <summary>The session of a role is named.</summary>
        Session,
    }

    /// <summary>Evaluates a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">The policies that apply.</param>
    /// <returns>The decision.</returns>
    public static IamDecision Evaluate(IamRequest request, IamPolicySet policies)
    {
        if (Denied(request, policies) is { } denied)
        {
            return denied;
        }

        var identity = Find(policies.Identity, request, isAllow: true);
        var resource = ResourceAllow(policies.Resource, request, out var coverage);
        if (request.Principal.AccountId is null)
        {
            return Decide(IamPolicySource.ResourceBased, coverage >= Coverage.Caller ? resource : null);
        }

        var isSameAccount = policies.ResourceAccountId is null || policies.ResourceAccountId == request.Principal.AccountId;
        if (coverage == Coverage.None && (!isSameAccount || policies.IsResourcePolicyRequired))
        {
            return Decide(IamPolicySource.ResourceBased, null);
        }

        var isEnough = isSameAccount && coverage >= Coverage.Caller;
        if (identity is null && !isEnough)
        {
            return Decide(IamPolicySource.IdentityBased, null);
        }

        // A grant to a role applies within the limits of its sessions, a grant to a session or a user does not (user guide, "Permissions boundaries").
        if (!isEnough || (request.Principal.IsRole && coverage != Coverage.Session))
        {
            foreach (var (source, limit) in Limits(policies))
            {
                if (Find(limit, request, isAllow: true) is null)
                {
                    return Decide(source, null);
                }
            }
        }

        return identity is not null ? Decide(IamPolicySource.IdentityBased, identity) : Decide(IamPolicySource.ResourceBased, resource);
    }

    private static IamDecision? Denied(IamRequest request, IamPolicySet policies)
    {
        if (Find(policies.Identity, request, isAllow: false) is { } identity)
        {
            return new IamDecision(IamOutcome.ExplicitDeny, IamPolicySource.IdentityBased, identity);
        }

        foreach (var (source, limit) in Limits(policies))
        {
            if (Find(limit, request, isAllow: false) is { } statement)
            {
                return new IamDecision(IamOutcome.ExplicitDeny, source, statement);
            }
        }

        var resource = policies.Resource?.Statements.FirstOrDefault(statement =>
            !statement.IsAllow && CoverageOf(statement.Principals, request.Principal) != Coverage.None && Applies(policies.Resource, statement, request));
        return resource is null ? null : new IamDecision(IamOutcome.ExplicitDeny, IamPolicySource.ResourceBased, resource);
    }

    private static IEnumerable<(IamPolicySource Source, IReadOnlyList<IamPolicy> Policies)> Limits(IamPolicySet policies)
    {
        if (policies.Boundary is { } boundary)
        {
            yield return (IamPolicySource.PermissionsBoundary, [boundary]);
        }

        if (policies.Session is { } session)
        {
            yield return (IamPolicySource.Session, session);
        }
    }

    private static IamStatement? ResourceAllow(IamPolicy? policy, IamRequest request, out Coverage coverage)
    {
        IamStatement? found = null;
        coverage = Coverage.None;
        foreach (var statement in policy?.Statements ?? [])
        {
            var covered = CoverageOf(statement.Principals, request.Principal);
            if (statement.IsAllow && covered > coverage && Applies(policy!, statement, request))
            {
                (found, coverage) = (statement, covered);
            }
        }

        return found;
    }

    private static IamStatement? Find(IReadOnlyList<IamPolicy> policies, IamRequest request, bool isAllow) => policies
        .SelectMany(policy => policy.Statements.Where(statement => statement.IsAllow == isAllow && Applies(policy, statement, request)))
        .FirstOrDefault();

    private static bool Applies(IamPolicy policy, IamStatement statement, IamRequest request) =>
        statement.Actions.Patterns.Any(pattern => IamPattern.Of(pattern).Matches(request.Action, ignoresCase: true)) != statement.Actions.IsNegated
        && (statement.Resources is not { } resources || resources.Patterns.Any(pattern => IsResource(policy, statement, pattern, request)) != resources.IsNegated)
        && statement.Conditions.All(condition => IsMet(policy, statement, condition, request));

    private static bool IsResource(IamPolicy policy, IamStatement statement, string pattern, IamRequest request) =>
        (policy.HasVariables ? IamPattern.Resolve(pattern, request) : IamPattern.Of(pattern)) is { } resolved
            ? IamArnPattern.Matches(resolved, request.Resource)
            : request.MissingKeys != IamMissingKeys.Absent && Assumed(statement, request) != statement.Resources!.IsNegated;

    private static bool IsMet(IamPolicy policy, IamStatement statement, IamCondition condition, IamRequest request) =>
        request.MissingKeys != IamMissingKeys.Absent && IamConditionTest.IsUndecided(condition, request, policy.HasVariables)
            ? Assumed(statement, request)
            : IamConditionTest.IsMet(condition, request, policy.HasVariables, statement.IsAllow);

    // Whether a statement that depends on unknown keys applies.
    private static bool Assumed(IamStatement statement, IamRequest request) => (request.MissingKeys == IamMissingKeys.Favorable) == statement.IsAllow;

    private static Coverage CoverageOf(IamPrincipals? principals, IamPrincipal caller)
    {
        if (principals is null)
        {
            return Coverage.None;
        }

        var coverage = Coverage.None;
        foreach (var type in principals.ByType)
        {
            foreach (var value in type.Value)
            {
                var covered = CoverageOf(type.Key, value, caller);
                coverage = covered > coverage ? covered : coverage;
            }
        }

        return !principals.IsNegated ? coverage : coverage == Coverage.None ? Coverage.Caller : Coverage.None;
    }

    private static Coverage CoverageOf(string type, string value, IamPrincipal caller)
    {
        if (type == caller.Type && value == caller.SessionArn)
        {
            return Coverage.Session;
        }

        return type == "*" || (value == "*" && type == "AWS") || (type == caller.Type && (value == caller.Value || value == caller.Id)) ? Coverage.Caller
            : type == "AWS" && caller.AccountId is { } account && (value == account || value == $"arn:{caller.Partition}:iam::{account}:root") ? Coverage.Account
            : Coverage.None;
    }

    private static IamDecision Decide(IamPolicySource source, IamStatement? allowing) =>
        new(allowing is null ? IamOutcome.ImplicitDeny : IamOutcome.Allowed, source, allowing);
}
