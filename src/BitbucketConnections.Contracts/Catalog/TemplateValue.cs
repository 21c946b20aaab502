using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Catalog;

/// <summary>A value in a template.</summary>
/// <param name="Text">The text, with <c>*</c> for variables.</param>
/// <param name="HasVariable">True if the value has a variable.</param>
/// <param name="IsReplaced">True if a pattern is used instead of the value.</param>
public readonly record struct TemplateValue(string Text, bool HasVariable, bool IsReplaced)
{
    private const string Any = "*";

    // #{namespace.variable} is resolved during the execution and can have any value.
    private static readonly Regex s_variable = new(@"#\{[^}]*\}", RegexOptions.CultureInvariant);

    /// <summary>Gets the value of a missing key. The part of the ARN can be any.</summary>
    public static TemplateValue Missing { get; } = new(Any, false, false);

    /// <summary>Gets a value indicating whether the policy can't contain the value exactly.</summary>
    public bool IsWidened => HasVariable || IsReplaced;

    /// <summary>Determines whether a value has a variable.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True if it has one.</returns>
    public static bool HasVariableIn(string value) => s_variable.IsMatch(value);

    /// <summary>Reads a part of an ARN.</summary>
    /// <param name="value">The value in the configuration.</param>
    /// <returns>The value with <c>*</c> for variables.</returns>
    public static TemplateValue Part(string value) => new(s_variable.Replace(value, Any), HasVariableIn(value), false);

    /// <summary>Reads a value that is an ARN.</summary>
    /// <param name="value">The value in the configuration.</param>
    /// <param name="pattern">The narrowest ARN that covers all values.</param>
    /// <returns>The value if a variable is only in its resource; a key of KMS also by its id or alias; otherwise the pattern.</returns>
    public static TemplateValue WholeArn(string value, string pattern)
    {
        var part = Part(value);
        var scope = pattern.Split([':'], 6);
        if (Arn.TryParse(part.Text, out var arn) && arn.Service == scope[2] && arn.Region.IndexOf('*') < 0 && arn.Region.Length > 0 == scope[3].Length > 0 && arn.Resource != Any)
        {
            return part;
        }

        if (scope[2] == "kms" && part.Text.StartsWith("alias/", StringComparison.Ordinal))
        {
            return part with { Text = string.Join(":", scope, 0, 5) + ":" + part.Text };
        }

        return scope[2] == "kms" && IsKeyId(value) ? new TemplateValue(pattern.Replace(Any, value), false, false) : new TemplateValue(pattern, part.HasVariable, true);
    }

    /// <summary>Puts the value into a template.</summary>
    /// <param name="before">The filled text before the value.</param>
    /// <param name="after">The template after the value.</param>
    /// <returns>The text up to the value. If the value is an ARN of the template's kind, the text has its Region and account.</returns>
    public string After(string before, string after)
    {
        if (before.Length == 0 || !Text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return before + Text;
        }

        var scope = before.Split([':'], 6);
        if (scope.Length < 6 || !Arn.TryParse(Text, out var arn))
        {
            return before + Any;
        }

        var isSame = arn.Service == scope[2] && arn.Resource.StartsWith(scope[5], StringComparison.Ordinal);
        var name = isSame ? arn.Resource.Substring(scope[5].Length) : arn.Resource.Substring(arn.Resource.LastIndexOf('/') + 1);
        var end = after.Length == 0 ? -1 : name.IndexOf(after[0]);
        name = end < 0 ? name : name.Substring(0, end);
        return isSame ? $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{arn.AccountId}:{scope[5]}{name}" : before + name;
    }

    // A UUID, or mrk- and hexadecimal digits.
    private static bool IsKeyId(string value) => value.Length > 0 && value.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');
}
