using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>
/// Reads policy documents by IAM's grammar (IAM user guide, "Grammar of the IAM JSON policy language"; the order of the problems and the
/// checks of ARNs are recorded). Takes the document as plain objects, because this assembly has no JSON library: an object is an
/// <see cref="IReadOnlyDictionary{TKey,TValue}"/>, an array an <see cref="IReadOnlyList{T}"/>, and other values are strings, numbers, Booleans or null.
/// </summary>
public static class IamPolicyReader
{
    private const string CurrentVersion = "2012-10-17";
    private static readonly string[] s_documentMembers = ["Version", "Id", "Statement"];
    private static readonly string[] s_statementMembers =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private static readonly string[] s_principalTypes = ["AWS", "Service", "Federated", "CanonicalUser"];

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document as plain objects.</param>
    /// <param name="kind">The kind of policy.</param>
    /// <param name="problem">The first problem; null if the document is valid.</param>
    /// <returns>The policy; null if the document is not valid.</returns>
    public static IamPolicy? Read(object? document, IamPolicyKind kind, out IamPolicyProblem? problem)
    {
        var hasVariables = false;
        var statements = new List<IamStatement>();
        problem = ReadSyntax(document, statements, ref hasVariables) ?? IamPolicyChecks.Check(statements, kind);
        return problem is null ? new IamPolicy(hasVariables, statements) : null;
    }

    private static IamPolicyProblem? ReadSyntax(object? document, List<IamStatement> statements, ref bool hasVariables)
    {
        if (Members(document, s_documentMembers) is not { } root
            || !IsOptional<string>(root, "Id")
            || (root.TryGetValue("Version", out var version) && version is not ("2008-10-17" or CurrentVersion))
            || !root.TryGetValue("Statement", out var list)
            || Items(list) is not { Count: > 0 } items)
        {
            return new IamPolicyProblem(IamPolicyProblemKind.Syntax);
        }

        hasVariables = version is CurrentVersion;
        foreach (var item in items)
        {
            if (Members(item, s_statementMembers) is not { } members || ReadStatement(members) is not { } statement)
            {
                return new IamPolicyProblem(IamPolicyProblemKind.Syntax);
            }

            statements.Add(statement);
        }

        return statements.Exists(statement => statement.IsEffectMisspelled) ? new IamPolicyProblem(IamPolicyProblemKind.Legacy) : null;
    }

    private static IamStatement? ReadStatement(IReadOnlyDictionary<string, object?> members)
    {
        if (!IsOptional<string>(members, "Sid")
            || !members.TryGetValue("Effect", out var effect) || effect is not string text
            || (!text.Equals("Allow", StringComparison.OrdinalIgnoreCase) && !text.Equals("Deny", StringComparison.OrdinalIgnoreCase))
            || !TryPatterns(members, "Action", out var actions)
            || !TryPatterns(members, "Resource", out var resources)
            || !TryPrincipals(members, out var principals)
            || !TryConditions(members, out var conditions))
        {
            return null;
        }

        return new IamStatement
        {
            Sid = members.TryGetValue("Sid", out var sid) ? (string?)sid : null,
            IsAllow = text.Equals("Allow", StringComparison.OrdinalIgnoreCase),
            IsEffectMisspelled = text is not ("Allow" or "Deny"),
            Actions = actions ?? new IamPatterns(false, []),
            Resources = resources,
            Principals = principals,
            Conditions = conditions,
        };
    }

    // Reads Action or NotAction, Resource or NotResource. Both together are an error, neither is null.
    private static bool TryPatterns(IReadOnlyDictionary<string, object?> members, string name, out IamPatterns? patterns)
    {
        patterns = null;
        var isNegated = members.ContainsKey("Not" + name);
        if (!isNegated && !members.ContainsKey(name))
        {
            return true;
        }

        if ((isNegated && members.ContainsKey(name)) || Texts(members[isNegated ? "Not" + name : name]) is not { } texts)
        {
            return false;
        }

        patterns = new IamPatterns(isNegated, texts);
        return true;
    }

    private static bool TryPrincipals(IReadOnlyDictionary<string, object?> members, out IamPrincipals? principals)
    {
        principals = null;
        var isNegated = members.ContainsKey("NotPrincipal");
        if (!isNegated && !members.ContainsKey("Principal"))
        {
            return true;
        }

        if (isNegated && members.ContainsKey("Principal"))
        {
            return false;
        }

        var value = members[isNegated ? "NotPrincipal" : "Principal"];
        var byType = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (value is "*")
        {
            byType["*"] = ["*"];
        }
        else if (Members(value, s_principalTypes) is { Count: > 0 } types)
        {
            foreach (var type in types)
            {
                if (Texts(type.Value) is not { Count: > 0 } texts)
                {
                    return false;
                }

                byType[type.Key] = texts;
            }
        }
        else
        {
            return false;
        }

        principals = new IamPrincipals(isNegated, byType);
        return true;
    }

    private static bool TryConditions(IReadOnlyDictionary<string, object?> members, out List<IamCondition> conditions)
    {
        conditions = [];
        if (!members.TryGetValue("Condition", out var value))
        {
            return true;
        }

        if (value is not IReadOnlyDictionary<string, object?> tests)
        {
            return false;
        }

        foreach (var test in tests)
        {
            // Recorded: an unknown operator is accepted without keys.
            var known = IamOperator.TryParse(test.Key);
            if (test.Value is not IReadOnlyDictionary<string, object?> keys || (known is null && keys.Count > 0))
            {
                return false;
            }

            foreach (var key in keys)
            {
                if (Values(key.Value) is not { } values || (known!.Kind.Equals("BinaryEquals", StringComparison.OrdinalIgnoreCase) && values.Exists(v => IamBinary.TryParse(v) is null)))
                {
                    return false;
                }

                conditions.Add(new IamCondition(known, key.Key, values));
            }
        }

        return true;
    }

    private static IReadOnlyDictionary<string, object?>? Members(object? value, string[] known) =>
        value is IReadOnlyDictionary<string, object?> members && members.Keys.All(name => known.Contains(name, StringComparer.Ordinal)) ? members : null;

    private static bool IsOptional<T>(IReadOnlyDictionary<string, object?> members, string name) => !members.TryGetValue(name, out var value) || value is T;

    private static List<string>? Texts(object? value) => Items(value) is { } items && items.All(item => item is string) ? [.. items.Cast<string>()] : null;

    // Quotation marks are optional for numbers and Booleans.
    private static List<string>? Values(object? value) => Items(value) is { } items && items.All(item => item is string or bool or IFormattable)
        ? [.. items.Select(item => item is bool flag ? (flag ? "true" : "false") : Convert.ToString(item, CultureInfo.InvariantCulture)!)]
        : null;

    private static IReadOnlyList<object?> Items(object? value) => value as IReadOnlyList<object?> ?? [value];
}
