using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Policies;

/// <summary>A condition of a statement: the operator, the key, and the allowed values.</summary>
internal sealed record PolicyCondition(string Operator, string Key, params string[] Values);

/// <summary>A statement that allows actions on resources.</summary>
internal sealed class PolicyStatement
{
    private const string HashMark = "Of";
    private static readonly Regex s_hash = new(HashMark + @"[0-9a-f]{8}\z", RegexOptions.CultureInvariant);

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

    /// <summary>Gets a value indicating whether this module wrote the statement and nobody changed it: the Sid has the hash of its content.</summary>
    public bool IsSealed => s_hash.IsMatch(Sid) && Sealed().Sid == Sid;

    /// <summary>
    /// Gets a value indicating whether nobody changed the actions and conditions of a statement for some repositories, as earlier builds of this module wrote
    /// it. It does not say so of the resources.
    /// </summary>
    public bool HasHashOfForm => s_hash.IsMatch(Sid) && WithSid(WithoutHash(Sid)).WithHash().Sid == Sid;

    // What the statement is about, without its resources.
    private string Form => string.Join(" ", Actions.Distinct(StringComparer.Ordinal).OrderBy(action => action, StringComparer.Ordinal)) + "\n" + ConditionText;

    public PolicyStatement WithSid(string sid) => new(sid, Actions, Resources, Conditions.ToArray());

    public override string ToString() =>
        $"{Sid}: {string.Join(", ", Actions)} on {string.Join(", ", Resources)}{string.Concat(Conditions.Select(condition => $" if {condition.Key} is {string.Join(" or ", condition.Values)}"))}";

    /// <summary>Removes characters that a Sid can't contain: only ASCII letters and digits are allowed (IAM user guide, "Sid").</summary>
    public static string SidOf(string text) => new(text.Where(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')).ToArray());

    /// <summary>Gets a Sid without the hash of <see cref="WithHash"/>.</summary>
    public static string WithoutHash(string sid) => s_hash.Replace(sid, string.Empty);

    /// <summary>Adds a hash of the actions and conditions to the Sid, so that statements with other conditions have other Sids.</summary>
    public PolicyStatement WithHash() => WithSid(Sid + HashMark + Hash(Form));

    /// <summary>
    /// Gets the statement as it is written to a role: its Sid has a hash of the complete content. So a later command can distinguish what this module wrote
    /// for a definition that is gone from what a person added.
    /// </summary>
    public PolicyStatement Sealed() =>
        WithSid(WithoutHash(Sid) + HashMark + Hash(Form + "\n" + string.Join(" ", Resources.Distinct(StringComparer.Ordinal).OrderBy(r => r, StringComparer.Ordinal))));

    // FNV-1a, as the build for Windows PowerShell has no one-line hash. It names statements and protects nothing.
    private static string Hash(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(2166136261, (value, part) => unchecked((value ^ part) * 16777619)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>
    /// Merges statements with the same actions and conditions: two builds are two resources of one statement. Statements that are left with the same Sid
    /// get a hash, because a Sid is unique in its policy.
    /// </summary>
    public static IEnumerable<PolicyStatement> Merge(IEnumerable<PolicyStatement> statements)
    {
        var merged = statements.GroupBy(statement => statement.Form, StringComparer.Ordinal).Select(same => new PolicyStatement(
            same.First().Sid,
            same.First().Actions,
            same.SelectMany(s => s.Resources).Distinct(StringComparer.Ordinal).ToList(),
            same.First().Conditions.ToArray())).ToList();
        var taken = new HashSet<string>(merged.GroupBy(s => s.Sid, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key), StringComparer.Ordinal);
        return merged.Select(statement => taken.Contains(statement.Sid) ? statement.WithHash() : statement);
    }
}
