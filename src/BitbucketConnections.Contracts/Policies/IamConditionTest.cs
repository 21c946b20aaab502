using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>Tests the conditions of statements, as recorded from AWS.</summary>
internal static class IamConditionTest
{
    /// <summary>Determines whether a condition is met.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="request">The request.</param>
    /// <param name="hasVariables">True if the policy has variables; otherwise false.</param>
    /// <param name="isAllow">True if the statement allows; false if it denies.</param>
    /// <returns>True if the condition is met.</returns>
    public static bool IsMet(IamCondition condition, IamRequest request, bool hasVariables, bool isAllow)
    {
        var test = condition.Operator;
        var context = request.Find(condition.Key);
        if (Is(test, "Null"))
        {
            return condition.Values.Any(value => IsTrue(value) == context is null);
        }

        if (context is null)
        {
            return test.IsIfExists || test.IsForAll || (!test.IsForAny && test.IsNegated);
        }

        // A key that can have several values needs a set operator, even if it has one value.
        if (context.IsList && !test.IsForAny && !test.IsForAll)
        {
            return false;
        }

        var values = condition.Values.Select(value => hasVariables ? IamPattern.Resolve(value, request) : IamPattern.Of(value)).ToList();
        bool Matches(string value) => IsMatch(test, value, values, isAllow);
        return test.IsForAll ? context.Values.All(Matches) : context.Values.Any(Matches);
    }

    /// <summary>Determines whether a condition depends on a key that the request does not have: the key itself, or a variable in a value.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="request">The request.</param>
    /// <param name="hasVariables">True if the policy has variables; otherwise false.</param>
    /// <returns>True if the result depends on the missing key.</returns>
    public static bool IsUndecided(IamCondition condition, IamRequest request, bool hasVariables) =>
        (request.Find(condition.Key) is null && !request.IsWithout(condition.Key)) || (hasVariables && condition.Values.Any(value => IamPattern.Resolve(value, request) is null));

    private static bool IsMatch(IamOperator test, string value, List<IamPattern?> values, bool isAllow)
    {
        if (Is(test, "ArnEquals") || Is(test, "ArnLike"))
        {
            return IsArnMatch(test, value, values, isAllow);
        }

        if (Is(test, "IpAddress"))
        {
            return IamAddressRange.TryParseAddress(value) is { } address
                && values.Exists(range => IamAddressRange.TryParse(range?.Text)?.Contains(address) == true) != test.IsNegated;
        }

        return values.Exists(pattern => pattern is not null && IsEqual(test, value, pattern)) != test.IsNegated;
    }

    // A pattern that is not an ARN never allows. In a statement that denies, it denies every ARN.
    private static bool IsArnMatch(IamOperator test, string value, List<IamPattern?> values, bool isAllow)
    {
        if (!IamArnPattern.IsArn(value))
        {
            return false;
        }

        return values.Exists(pattern => pattern is null || !IamArnPattern.IsArn(pattern.Text))
            ? !isAllow
            : values.Exists(pattern => IamArnPattern.Matches(pattern!, value)) != test.IsNegated;
    }

    private static bool IsEqual(IamOperator test, string value, IamPattern pattern) => test.Kind.ToUpperInvariant() switch
    {
        "STRINGEQUALS" => value == pattern.Text,
        "STRINGEQUALSIGNORECASE" => IamLowerCase.Of(value) == IamLowerCase.Of(pattern.Text),
        "STRINGLIKE" => pattern.Matches(value),
        "BOOL" => IsTrue(value) == IsTrue(pattern.Text),
        "BINARYEQUALS" => IamBinary.TryParse(value) is { } bytes && IamBinary.TryParse(pattern.Text) is { } wanted && bytes.SequenceEqual(wanted),
        var kind when kind.StartsWith("NUMERIC", StringComparison.Ordinal) =>
            IsOrdered(kind, IamNumber.TryParse(value), IamNumber.TryParse(pattern.Text)),
        var kind => IsOrdered(kind, IamDate.TryParse(value), IamDate.TryParse(pattern.Text)),
    };

    private static bool IsOrdered<T>(string kind, T? value, T? wanted)
        where T : struct, IComparable<T>
    {
        if (value is not { } left || wanted is not { } right)
        {
            return false;
        }

        var order = left.CompareTo(right);
        return kind.EndsWith("LESSTHAN", StringComparison.Ordinal) ? order < 0
            : kind.EndsWith("LESSTHANEQUALS", StringComparison.Ordinal) ? order <= 0
            : kind.EndsWith("GREATERTHAN", StringComparison.Ordinal) ? order > 0
            : kind.EndsWith("GREATERTHANEQUALS", StringComparison.Ordinal) ? order >= 0
            : order == 0;
    }

    private static bool Is(IamOperator test, string kind) => test.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase);

    // Every text other than "true" is false.
    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
