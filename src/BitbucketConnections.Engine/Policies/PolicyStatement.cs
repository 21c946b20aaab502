using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Policies;

/// <summary>A condition of a statement: the operator, the key, and the allowed values.</summary>
internal sealed record PolicyCondition(string Operator, string Key, params string[] Values);

/// <summary>A statement that allows actions on resources.</summary>
internal sealed class PolicyStatement
{
    public PolicyStatement(string sid, IReadOnlyList<string> actions, IReadOnlyList<string> resources, params PolicyCondition[] conditions)
    {
        Sid = sid;
        Actions = actions;
        Resources = resources;
        Conditions = conditions;
    }

    public string Sid { get; }

    public IReadOnlyList<string> Actions { get; }

    public IReadOnlyList<string> Resources { get; }

    public IReadOnlyList<PolicyCondition> Conditions { get; }

    /// <summary>Gets the conditions as one string that does not depend on their order.</summary>
    public string ConditionText => string.Join(
        "\n", Conditions.Select(c => $"{c.Operator}|{c.Key}|{string.Join("|", c.Values.OrderBy(v => v, StringComparer.Ordinal))}").OrderBy(c => c, StringComparer.Ordinal));

    public PolicyStatement WithSid(string sid) => new(sid, Actions, Resources, Conditions.ToArray());

    public override string ToString() => $"{Sid}: {string.Join(", ", Actions)} on {string.Join(", ", Resources)}";

    /// <summary>Removes characters that a Sid can't contain: only ASCII letters and digits are allowed (IAM user guide, "Sid").</summary>
    public static string SidOf(string text) => new(text.Where(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')).ToArray());

    /// <summary>Merges statements with the same Sid: two builds are two resources of one statement.</summary>
    public static IEnumerable<PolicyStatement> Merge(IEnumerable<PolicyStatement> statements) =>
        from statement in statements
        group statement by statement.Sid into same
        select new PolicyStatement(
            same.Key,
            same.SelectMany(s => s.Actions).Distinct(StringComparer.Ordinal).ToList(),
            same.SelectMany(s => s.Resources).Distinct(StringComparer.Ordinal).ToList(),
            same.First().Conditions.ToArray());
}
