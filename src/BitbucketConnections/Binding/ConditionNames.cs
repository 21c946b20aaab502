using System;

namespace BitbucketConnections.Binding;

/// <summary>The kinds of conditions that can be overridden, as in the parameters and as AWS spells them.</summary>
internal static class ConditionNames
{
    private const string BeforeEntry = "BeforeEntry";
    private const string OnSuccess = "OnSuccess";
    private const string AwsBeforeEntry = "BEFORE_ENTRY";
    private const string AwsOnSuccess = "ON_SUCCESS";

    /// <summary>Converts a parameter value, in any case, to AWS's value; null stays null.</summary>
    public static string? ToAws(string? name) => name is null ? null : BeforeEntry.Equals(name, StringComparison.OrdinalIgnoreCase) ? AwsBeforeEntry : AwsOnSuccess;

    /// <summary>Converts AWS's value to the name in the parameters.</summary>
    public static string OfAws(string? type) => type == AwsBeforeEntry ? BeforeEntry : OnSuccess;
}
