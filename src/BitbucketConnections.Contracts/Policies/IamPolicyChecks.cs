using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>Checks the values of a policy whose syntax is right, in the order in which IAM reports them.</summary>
internal static class IamPolicyChecks
{
    private const string AssumePrefix = "sts:";

    /// <summary>Checks the statements of a policy.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="kind">The kind of policy.</param>
    /// <returns>The first problem; null if there is none.</returns>
    public static IamPolicyProblem? Check(IReadOnlyList<IamStatement> statements, IamPolicyKind kind) =>
        statements.Select(statement => Legacy(statement, kind)).FirstOrDefault(IsProblem)
        ?? Sids(statements, kind)
        ?? statements.Select(statement => Principals(statement, kind)).FirstOrDefault(IsProblem)
        ?? statements.Select(Actions).FirstOrDefault(IsProblem)
        ?? statements.Select(statement => ProhibitedResource(statement, kind)).FirstOrDefault(IsProblem)
        ?? statements.SelectMany(statement => statement.Resources?.Patterns ?? []).Select(IamResourceCheck.Check).FirstOrDefault(IsProblem)
        ?? statements.SelectMany(statement => statement.Actions.Patterns).Select(Action).FirstOrDefault(IsProblem)
        ?? statements.Select(statement => TrustAction(statement, kind)).FirstOrDefault(IsProblem)
        ?? statements.Select(statement => MissingResource(statement, kind)).FirstOrDefault(IsProblem);

    private static bool IsProblem(IamPolicyProblem? problem) => problem is not null;

    private static IamPolicyProblem? Legacy(IamStatement statement, IamPolicyKind kind) =>
        (kind != IamPolicyKind.Session && statement.Conditions.Where(condition => condition.Operator.Kind.StartsWith("Date", StringComparison.OrdinalIgnoreCase)).SelectMany(condition => condition.Values).Any(IsBadDate))
        || (statement.Resources?.Patterns ?? []).Any(IamResourceCheck.IsTooShort)
            ? new IamPolicyProblem(IamPolicyProblemKind.Legacy)
            : null;

    private static bool IsBadDate(string value) => value.IndexOf("${", StringComparison.Ordinal) < 0 && !IamLegacyDate.IsValid(value);

    private static IamPolicyProblem? Sids(IReadOnlyList<IamStatement> statements, IamPolicyKind kind)
    {
        var sids = statements.Select(statement => statement.Sid).Where(sid => !string.IsNullOrEmpty(sid)).ToList();

        // Policies of resources can have other characters.
        return kind != IamPolicyKind.Resource && sids.Find(sid => !sid!.All(IsAsciiLetterOrDigit)) is { } wrong ? new IamPolicyProblem(IamPolicyProblemKind.SidCharacters, wrong)
            : sids.GroupBy(sid => sid, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice ? new IamPolicyProblem(IamPolicyProblemKind.SidDuplicate, twice.Key!)
            : null;
    }

    private static bool IsAsciiLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static IamPolicyProblem? Principals(IamStatement statement, IamPolicyKind kind)
    {
        if (kind is IamPolicyKind.Identity or IamPolicyKind.Session)
        {
            return statement.Principals is null ? null : new IamPolicyProblem(IamPolicyProblemKind.PrincipalProhibited);
        }

        return statement.Principals is not { } principals ? new IamPolicyProblem(IamPolicyProblemKind.PrincipalMissing)
            : principals.IsNegated && kind == IamPolicyKind.Trust ? new IamPolicyProblem(IamPolicyProblemKind.NotPrincipalProhibited)
            : principals.IsNegated && statement.IsAllow ? new IamPolicyProblem(IamPolicyProblemKind.NotPrincipalAllows)
            : principals.ByType.SelectMany(type => type.Value.Select(value => IamPrincipalCheck.Check(type.Key, value))).FirstOrDefault(IsProblem);
    }

    private static IamPolicyProblem? Actions(IamStatement statement) =>
        statement.Actions.Patterns.Count == 0 ? new IamPolicyProblem(IamPolicyProblemKind.ActionMissing) : null;

    private static IamPolicyProblem? ProhibitedResource(IamStatement statement, IamPolicyKind kind) =>
        kind == IamPolicyKind.Trust && statement.Resources is not null ? new IamPolicyProblem(IamPolicyProblemKind.ResourceProhibited) : null;

    private static IamPolicyProblem? MissingResource(IamStatement statement, IamPolicyKind kind) =>
        kind != IamPolicyKind.Trust && statement.Resources is not { Patterns.Count: > 0 } ? new IamPolicyProblem(IamPolicyProblemKind.ResourceMissing) : null;

    private static IamPolicyProblem? Action(string action)
    {
        var parts = action.Split(':');
        if (parts.Length == 1)
        {
            return action == "*" ? null : new IamPolicyProblem(IamPolicyProblemKind.ActionWithoutService, action);
        }

        return parts.Length > 2 ? new IamPolicyProblem(IamPolicyProblemKind.ActionColons, action)
            : parts[0] != "*" && !parts[0].All(c => IsAsciiLetterOrDigit(c) || c is '-' or '.') ? new IamPolicyProblem(IamPolicyProblemKind.ActionService, parts[0])
            : null;
    }

    private static IamPolicyProblem? TrustAction(IamStatement statement, IamPolicyKind kind) =>
        kind == IamPolicyKind.Trust && statement.Actions.Patterns.FirstOrDefault(action => action != "*" && !action.StartsWith(AssumePrefix, StringComparison.OrdinalIgnoreCase)) is { } other
            ? new IamPolicyProblem(IamPolicyProblemKind.ActionNotAssume, other)
            : null;
}
