using System;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>The rule VariableCheck, which compares the value of a variable with a text. Case matters.</summary>
internal static class VariableCheck
{
    private static readonly TimeSpan s_longestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Checks the rule.</summary>
    /// <param name="rule">The rule, with its required keys.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Check(RuleExecutionRecord rule)
    {
        var variable = rule.Configuration("Variable")!;
        var value = rule.Configuration("Value")!;
        var name = rule.Configuration("Operator")!;
        try
        {
            bool? isMet = name switch
            {
                "EQ" => variable == value,
                "NE" => variable != value,
                "CONTAINS" => variable.IndexOf(value, StringComparison.Ordinal) >= 0,
                "MATCHES" => Regex.IsMatch(variable, $@"\A(?:{value})\z", RegexOptions.CultureInvariant, s_longestMatch),
                _ => null,
            };
            return isMet switch
            {
                null => RuleVerdict.Misconfigured($"The operator '{name}' of rule '{rule.Name}' is not valid. The operators are EQ, NE, CONTAINS and MATCHES."),
                true => RuleVerdict.Success,
                false => RuleVerdict.NotMet($"The check of rule '{rule.Name}' failed: '{variable}' {name} '{value}'."),
            };
        }
        catch (ArgumentException)
        {
            return RuleVerdict.Misconfigured($"The value '{value}' of rule '{rule.Name}' is not a valid regular expression.");
        }
        catch (RegexMatchTimeoutException)
        {
            return RuleVerdict.Misconfigured($"The regular expression '{value}' of rule '{rule.Name}' takes too long.");
        }
    }
}
