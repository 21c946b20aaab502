using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Policies;

/// <summary>One action on one resource, under conditions in a fixed order.</summary>
internal readonly record struct PolicyRight(string Action, string Resource, string Conditions);

/// <summary>
/// Compares the permissions of statements. A statement allows each action on each resource, so two
/// statements can't be compared action list by action list.
/// </summary>
internal static class PolicyRights
{
    public static HashSet<PolicyRight> Of(IEnumerable<PolicyStatement> statements) => new(
        from statement in statements
        from action in statement.Actions
        from resource in statement.Resources
        select new PolicyRight(action, resource, statement.ConditionText));

    /// <summary>Gets the permissions as if the statements had no conditions.</summary>
    public static HashSet<PolicyRight> WithoutConditions(IEnumerable<PolicyStatement> statements) => new(Of(statements).Select(right => right with { Conditions = string.Empty }));

    /// <summary>Keeps the permissions that match a predicate. Splits a statement if its resources keep different actions.</summary>
    public static IReadOnlyList<PolicyStatement> Where(IEnumerable<PolicyStatement> statements, Func<PolicyRight, bool> isKept) => (
        from statement in statements
        from part in from resource in statement.Resources
                     let actions = statement.Actions.Where(action => isKept(new PolicyRight(action, resource, statement.ConditionText))).ToList()
                     where actions.Count > 0
                     group (resource, actions) by string.Join("\n", actions)
        select new PolicyStatement(statement.Sid, part.First().actions, part.Select(p => p.resource).ToList(), statement.Conditions.ToArray())).ToList();
}
