using System;
using System.Collections.Generic;

namespace BitbucketConnections.Policies;

/// <summary>A condition operator: its name, with a prefix for keys of several values and with <c>IfExists</c>.</summary>
public sealed class IamOperator
{
    private const string AnyPrefix = "ForAnyValue:";
    private const string AllPrefix = "ForAllValues:";
    private const string IfExistsSuffix = "IfExists";

    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
        "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
    };

    private IamOperator(string name, bool isForAny, bool isForAll, bool isIfExists)
    {
        Name = name;
        IsForAny = isForAny;
        IsForAll = isForAll;
        IsIfExists = isIfExists;
        Kind = name.StartsWith("Not", StringComparison.OrdinalIgnoreCase) || name.IndexOf("Not", StringComparison.OrdinalIgnoreCase) > 0
            ? name.Remove(name.IndexOf("Not", StringComparison.OrdinalIgnoreCase), 3)
            : name;
        IsNegated = Kind.Length != name.Length;
    }

    /// <summary>Gets the name without prefix and suffix, such as <c>StringNotEquals</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the operator that this one negates, or its own name: <c>StringEquals</c> for <c>StringNotEquals</c>.</summary>
    public string Kind { get; }

    /// <summary>Gets a value indicating whether the operator negates, such as <c>StringNotEquals</c>.</summary>
    public bool IsNegated { get; }

    /// <summary>Gets a value indicating whether one value of the key is enough: <c>ForAnyValue:</c>.</summary>
    public bool IsForAny { get; }

    /// <summary>Gets a value indicating whether all values of the key must match: <c>ForAllValues:</c>.</summary>
    public bool IsForAll { get; }

    /// <summary>Gets a value indicating whether the condition is met without the key: <c>IfExists</c>.</summary>
    public bool IsIfExists { get; }

    /// <summary>Reads an operator. Case has no meaning.</summary>
    /// <param name="text">The text, such as <c>ForAnyValue:StringLikeIfExists</c>.</param>
    /// <returns>The operator, or null.</returns>
    public static IamOperator? TryParse(string text)
    {
        var isForAny = text.StartsWith(AnyPrefix, StringComparison.OrdinalIgnoreCase);
        var isForAll = text.StartsWith(AllPrefix, StringComparison.OrdinalIgnoreCase);
        var name = text.Substring(isForAny ? AnyPrefix.Length : isForAll ? AllPrefix.Length : 0);
        var isIfExists = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        name = isIfExists ? name.Substring(0, name.Length - IfExistsSuffix.Length) : name;

        // Null has no IfExists form: it asks itself whether the key exists.
        return s_names.Contains(name) && !(isIfExists && name.Equals("Null", StringComparison.OrdinalIgnoreCase))
            ? new IamOperator(name, isForAny, isForAll, isIfExists)
            : null;
    }
}
