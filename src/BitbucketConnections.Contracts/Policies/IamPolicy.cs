using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>A policy document that IAM accepts. <see cref="IamPolicyReader"/> makes it.</summary>
public sealed class IamPolicy
{
    internal IamPolicy(bool hasVariables, IReadOnlyList<IamStatement> statements)
    {
        HasVariables = hasVariables;
        Statements = statements;
    }

    /// <summary>Gets a value indicating whether <c>${...}</c> is a variable. It is from version 2012-10-17 on.</summary>
    public bool HasVariables { get; }

    /// <summary>Gets the statements.</summary>
    public IReadOnlyList<IamStatement> Statements { get; }

    /// <summary>Replaces principals, as AWS replaces the ARN of a user or role by its id when it stores a policy.</summary>
    /// <param name="replace">Gets the text to store for a principal of the type <c>AWS</c>.</param>
    /// <returns>A copy of the policy.</returns>
    public IamPolicy WithPrincipals(Func<string, string> replace) => new(HasVariables, [.. Statements.Select(statement => statement.WithPrincipals(replace))]);
}

/// <summary>A statement of a policy.</summary>
public sealed class IamStatement
{
    /// <summary>Gets the id; null if it has none.</summary>
    public string? Sid { get; internal init; }

    /// <summary>Gets a value indicating whether it allows; false if it denies.</summary>
    public bool IsAllow { get; internal init; }

    /// <summary>Gets a value indicating whether the effect has the wrong case, which IAM's older parser rejects.</summary>
    internal bool IsEffectMisspelled { get; init; }

    /// <summary>Gets the patterns of its actions.</summary>
    public IamPatterns Actions { get; internal init; } = new(false, []);

    /// <summary>Gets the patterns of its resources; null in a trust policy.</summary>
    public IamPatterns? Resources { get; internal init; }

    /// <summary>Gets the principals; null in an identity-based policy.</summary>
    public IamPrincipals? Principals { get; internal init; }

    /// <summary>Gets the conditions. All must be met.</summary>
    public IReadOnlyList<IamCondition> Conditions { get; internal init; } = [];

    internal IamStatement WithPrincipals(Func<string, string> replace) => new()
    {
        Sid = Sid,
        IsAllow = IsAllow,
        IsEffectMisspelled = IsEffectMisspelled,
        Actions = Actions,
        Resources = Resources,
        Principals = Principals?.With(replace),
        Conditions = Conditions,
    };
}

/// <summary>The patterns of an element such as <c>Action</c> or <c>NotAction</c>.</summary>
public sealed class IamPatterns
{
    internal IamPatterns(bool isNegated, IReadOnlyList<string> patterns)
    {
        IsNegated = isNegated;
        Patterns = patterns;
    }

    /// <summary>Gets a value indicating whether the element is one of <c>NotAction</c> and <c>NotResource</c>.</summary>
    public bool IsNegated { get; }

    /// <summary>Gets the patterns.</summary>
    public IReadOnlyList<string> Patterns { get; }
}

/// <summary>The principals of a statement, by their type: <c>AWS</c>, <c>Service</c>, <c>Federated</c>, <c>CanonicalUser</c>.</summary>
public sealed class IamPrincipals
{
    internal IamPrincipals(bool isNegated, IReadOnlyDictionary<string, IReadOnlyList<string>> byType)
    {
        IsNegated = isNegated;
        ByType = byType;
    }

    /// <summary>Gets a value indicating whether the element is <c>NotPrincipal</c>.</summary>
    public bool IsNegated { get; }

    /// <summary>Gets the principals by type. <c>"Principal": "*"</c> is <c>*</c> of the type <c>*</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByType { get; }

    internal IamPrincipals With(Func<string, string> replace) => new(IsNegated, ByType.ToDictionary(
        type => type.Key, type => type.Key == "AWS" ? [.. type.Value.Select(replace)] : type.Value, StringComparer.Ordinal));
}

/// <summary>A condition of a statement: an operator, a context key, and the values of which one must match.</summary>
public sealed class IamCondition
{
    internal IamCondition(IamOperator test, string key, IReadOnlyList<string> values)
    {
        Operator = test;
        Key = key;
        Values = values;
    }

    /// <summary>Gets the operator.</summary>
    public IamOperator Operator { get; }

    /// <summary>Gets the context key, such as <c>aws:ResourceAccount</c>. Case has no meaning.</summary>
    public string Key { get; }

    /// <summary>Gets the values.</summary>
    public IReadOnlyList<string> Values { get; }
}
