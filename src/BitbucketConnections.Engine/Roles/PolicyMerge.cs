using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>
/// Updates the policy of a pipeline for a new definition. Statements with other Sids are unchanged. Manual additions
/// to a statement of this module are kept in a separate statement.
/// </summary>
internal sealed class PolicyMerge
{
    // Permissions that only the old or only the new definition needs. The next edit removes them or makes them permanent.
    // Every Sid of this module starts with Allow, which distinguishes it from other statements.
    private const string TemporarySuffix = "DuringUpdate";
    private const string KeptSuffix = "ByHand";
    private static readonly Regex s_temporary = new("^(?<sid>Allow.+)" + TemporarySuffix + @"[0-9]*\z", RegexOptions.CultureInvariant);

    private readonly PolicyContent _present;
    private readonly IReadOnlyList<PolicyStatement> _after;
    private readonly List<ContentStatement> _rewritten = [];

    /// <param name="present">The current policy.</param>
    /// <param name="before">The statements for the old definition.</param>
    /// <param name="after">The statements for the new definition; empty to remove the pipeline's permissions.</param>
    /// <param name="obsolete">Statements in a form that <paramref name="after"/> replaces. They are removed without regard to executions.</param>
    public PolicyMerge(PolicyContent present, IReadOnlyList<PolicyStatement> before, IReadOnlyList<PolicyStatement> after, IReadOnlyList<PolicyStatement>? obsolete = null)
    {
        _present = present;
        _after = after;
        var known = before.Concat(after).Concat(obsolete ?? []).ToList();
        var sids = new HashSet<string>(known.SelectMany(s => new[] { s.Sid, PolicyStatement.WithoutHash(s.Sid) }), StringComparer.Ordinal);
        var resources = known.ToLookup(s => PolicyStatement.WithoutHash(s.Sid), s => s.Resources, StringComparer.Ordinal);
        var (own, proven, temporary, foreign) = (new List<PolicyStatement>(), new List<PolicyStatement>(), new List<PolicyStatement>(), new List<ContentStatement>());
        foreach (var statement in present.Statements)
        {
            if (statement.Sid is { } sid && (sids.Contains(sid) || sids.Contains(PolicyStatement.WithoutHash(sid)) || statement.Statement?.IsSealed == true))
            {
                if (statement.Statement is { } understood)
                {
                    own.Add(understood.WithSid(PolicyStatement.WithoutHash(sid)));
                    if (understood.IsSealed || (understood.HasHashOfForm && understood.Resources.All(resource => resources[PolicyStatement.WithoutHash(sid)].Any(known => known.Contains(resource)))))
                    {
                        proven.Add(understood);
                    }
                }
                else
                {
                    _rewritten.Add(statement);
                }
            }
            else if (statement.Statement is { } passing && s_temporary.Match(passing.Sid) is { Success: true } match)
            {
                temporary.Add(passing.WithSid(PolicyStatement.WithoutHash(match.Groups["sid"].Value)));
            }
            else
            {
                foreign.Add(statement);
            }
        }

        Foreign = foreign;
        HasTemporary = temporary.Count > 0;
        var (was, will, has) = (PolicyRights.Of(before), PolicyRights.Of(after), PolicyRights.Of(own.Concat(temporary)));
        Missing = PolicyRights.Where(after, right => !has.Contains(right));
        var replaced = PolicyRights.Of(obsolete ?? []);

        // After a change outside this module, the policy can have statements for a definition that is gone. Their hash proves that this module wrote them.
        was.UnionWith(PolicyRights.Of(proven).Where(right => !replaced.Contains(right)));
        Surplus = PolicyRights.Where(own, right => !was.Contains(right) && !will.Contains(right) && !replaced.Contains(right));
        var seen = new HashSet<PolicyRight>();
        Leftover =
        [
            .. PolicyRights.Where(own, right => was.Contains(right) && !will.Contains(right) && seen.Add(right)),
            .. PolicyRights.Where(temporary, right => !will.Contains(right) && seen.Add(right)),
        ];
    }

    /// <summary>Gets the statements that this module did not write.</summary>
    public IReadOnlyList<ContentStatement> Foreign { get; }

    /// <summary>Gets the permissions that the new definition needs and the policy does not have.</summary>
    public IReadOnlyList<PolicyStatement> Missing { get; }

    /// <summary>Gets the permissions that only the old definition needs.</summary>
    public IReadOnlyList<PolicyStatement> Leftover { get; }

    /// <summary>Gets manual additions to statements of this module.</summary>
    public IReadOnlyList<PolicyStatement> Surplus { get; }

    /// <summary>Gets a value indicating whether an earlier edit left temporary permissions.</summary>
    public bool HasTemporary { get; }

    /// <summary>Gets the Sids of the statements that keep manual changes.</summary>
    public IEnumerable<string> Kept => Surplus.Select(s => s.Sid).Concat(_rewritten.Select(s => s.Sid!)).Select(PolicyStatement.WithoutHash).Distinct(StringComparer.Ordinal).Select(sid => sid + KeptSuffix);

    /// <summary>Builds the policy for both definitions: everything existing, and the missing permissions.</summary>
    public PolicyContent Both()
    {
        var taken = Taken(_present.Statements);
        return _present.With(_present.Statements.Concat(Named(Missing, TemporarySuffix, taken)));
    }

    /// <summary>Builds the policy for the new definition.</summary>
    /// <param name="keepsLeftover">Whether executions still need the permissions of the old definition.</param>
    public PolicyContent Settled(bool keepsLeftover)
    {
        var own = _after.Select(s => new ContentStatement(s.Sealed())).ToList();
        var taken = Taken(own.Concat(Foreign));
        return _present.With(
        [
            .. own,
            .. keepsLeftover ? Named(Leftover, TemporarySuffix, taken) : [],
            .. Named(Surplus, KeptSuffix, taken),
            .. _rewritten.ConvertAll(s => s.Renamed(Free(PolicyStatement.WithoutHash(s.Sid!) + KeptSuffix, taken))),
            .. Foreign,
        ]);
    }

    private static List<ContentStatement> Named(IEnumerable<PolicyStatement> statements, string suffix, HashSet<string> taken) =>
        statements.Select(s => new ContentStatement(s.WithSid(Free(PolicyStatement.WithoutHash(s.Sid) + suffix, taken)))).ToList();

    private static HashSet<string> Taken(IEnumerable<ContentStatement> statements) => new(statements.Select(s => s.Sid).OfType<string>(), StringComparer.Ordinal);

    // A Sid is unique in its policy.
    private static string Free(string sid, HashSet<string> taken)
    {
        var free = sid;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = sid + number;
        }

        return free;
    }
}
