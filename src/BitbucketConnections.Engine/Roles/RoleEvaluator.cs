using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Evaluates what a role can do by its documents. Resource policies and service control policies are not evaluated.</summary>
internal sealed class RoleEvaluator
{
    // The policy that this module writes has patterns for these actions, and a role can also have them one by one.
    private static readonly Dictionary<string, string[]> s_families = new(StringComparer.Ordinal)
    {
        ["kms:GenerateDataKey*"] = ["kms:GenerateDataKey"],
        ["kms:ReEncrypt*"] = ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
    };

    // A call with one prefix does not have the keys of the other.
    private static readonly string[] s_connectionPrefixes = [ConnectionRules.CodeStarConnectionsService + ":", ConnectionRules.CodeConnectionsService + ":"];

    private readonly RoleDocuments _documents;
    private readonly string _roleArn;
    private readonly IReadOnlyList<IamPolicy> _identity;

    /// <param name="documents">The documents of the role.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="planned">The statements that a command will add to the role.</param>
    public RoleEvaluator(RoleDocuments documents, string roleArn, IReadOnlyList<PolicyStatement> planned)
    {
        _documents = documents;
        _roleArn = roleArn;
        var added = planned.Count == 0 ? null : PolicyText.TryRead(PolicyJson.Write(planned), IamPolicyKind.Identity);
        _identity = added is null ? documents.Identity : [.. documents.Identity, added];
    }

    public IEnumerable<AuditedRight> Evaluate(RoleRequirement requirement) =>
        from action in requirement.Statement.Actions
        from resource in requirement.Statement.Resources
        select Evaluate(requirement, action, resource);

    private AuditedRight Evaluate(RoleRequirement requirement, string action, string resource)
    {
        var (best, worst) = (Decide(requirement, action, resource, IamMissingKeys.Favorable), Decide(requirement, action, resource, IamMissingKeys.Unfavorable));
        var isHidden = _documents.Unread.Exists(unread => !unread.IsLimit);
        AuditedRight Right(RightState state, string? blocker = null) => new(requirement, action, resource, state, blocker);

        if (worst.IsAllowed)
        {
            return Right(_documents.Unread.Count > 0 ? RightState.Unknown : RightState.Allowed);
        }

        if (best.IsAllowed)
        {
            return Right(RightState.Unknown);
        }

        var blocker = Blocker(best);
        return (blocker is null && isHidden) || IsAllowedInPart(requirement, action, resource) ? Right(RightState.Unknown) : Right(RightState.Missing, blocker);
    }

    private static string? Blocker(IamDecision decision) => decision switch
    {
        { Outcome: IamOutcome.ExplicitDeny, Source: IamPolicySource.PermissionsBoundary } => "its permissions boundary denies it",
        { Outcome: IamOutcome.ExplicitDeny } => $"{(decision.Statement?.Sid is { } sid ? $"the statement '{sid}'" : "a statement")} denies it",
        { Source: IamPolicySource.PermissionsBoundary } => "its permissions boundary does not allow it",
        _ => null,
    };

    // A resource with a part that is not known before the execution, such as a variable: the role may allow the actual one.
    private bool IsAllowedInPart(RoleRequirement requirement, string action, string resource) =>
        resource != "*" && resource.Any(c => c == '*') && _identity
            .SelectMany(policy => policy.Statements).Where(statement => statement.IsAllow).SelectMany(statement => statement.Resources?.Patterns ?? [])
            .Where(pattern => pattern != resource && IamWildcard.IsMatch(resource, pattern))
            .Any(pattern => Decide(requirement, action, pattern, IamMissingKeys.Favorable).IsAllowed);

    private IamDecision Decide(RoleRequirement requirement, string action, string resource, IamMissingKeys missing)
    {
        var whole = DecideOne(requirement, action, resource, missing);
        if (whole.IsAllowed || !s_families.TryGetValue(action, out var members))
        {
            return whole;
        }

        var decisions = members.Select(member => DecideOne(requirement, member, resource, missing)).ToList();
        return decisions.Find(decision => !decision.IsAllowed) ?? decisions[0];
    }

    // A condition with several values needs the permission for each of them.
    private IamDecision DecideOne(RoleRequirement requirement, string action, string resource, IamMissingKeys missing)
    {
        var decisions = Combinations(requirement.Statement.Conditions.Where(IsPositive).ToList())
            .Select(values => IamEvaluator.Evaluate(Request(requirement, action, resource, missing, values), new IamPolicySet { Identity = _identity, Boundary = _documents.Boundary }))
            .ToList();
        return decisions.Find(decision => !decision.IsAllowed) ?? decisions[0];
    }

    private IamRequest Request(
        RoleRequirement requirement, string action, string resource, IamMissingKeys missing, IReadOnlyList<(PolicyCondition Condition, string Value)> values)
    {
        var request = new IamRequest(IamPrincipal.Identity(_roleArn), action, resource) { MissingKeys = missing }.With("aws:SecureTransport", "true");
        if (Arn.TryParse(resource, out var arn))
        {
            With(request, "aws:ResourceAccount", arn.AccountId);
            With(request, "aws:RequestedRegion", arn.Region);
        }

        var prefix = action.Substring(0, action.IndexOf(':') + 1);
        foreach (var key in requirement.Context)
        {
            With(request, prefix + key.Key, key.Value);
            foreach (var other in s_connectionPrefixes.Where(other => other != prefix))
            {
                request.Without(other + key.Key);
            }
        }

        foreach (var (condition, value) in values)
        {
            if (condition.Operator.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase))
            {
                request.WithList(condition.Key, [value]);
            }
            else
            {
                request.With(condition.Key, value);
            }
        }

        return request;
    }

    private static void With(IamRequest request, string key, string value)
    {
        if (value.Length > 0 && value != "*")
        {
            request.With(key, value);
        }
    }

    private static bool IsPositive(PolicyCondition condition) => IamOperator.TryParse(condition.Operator) is { IsNegated: false } test && test.Name != "Null";

    private static List<List<(PolicyCondition Condition, string Value)>> Combinations(IEnumerable<PolicyCondition> conditions)
    {
        var combinations = new List<List<(PolicyCondition, string)>> { new() };
        foreach (var condition in conditions)
        {
            combinations = (from one in combinations from value in condition.Values select new List<(PolicyCondition, string)>(one) { (condition, value) }).ToList();
        }

        return combinations;
    }
}
