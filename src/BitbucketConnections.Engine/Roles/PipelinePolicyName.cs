using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Roles;

/// <summary>
/// Builds the name of a pipeline's inline policy on its service role: <c>BitbucketConnections-REGION-PIPELINE-HASH</c>. A role that
/// several pipelines share has one for each.
/// </summary>
internal static class PipelinePolicyName
{
    /// <summary>The longest name of an inline policy (IAM API model).</summary>
    public const int MaximumLength = 128;

    private const string Prefix = "BitbucketConnections-";
    private static readonly Regex s_form = new("^" + Prefix + @"[a-z0-9-]+-[\w+=,.@-]*-[0-9a-f]{8}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    /// <summary>Builds the name, which is always the same. The hash covers the Region and the full name, because the pipeline's name may be shortened.</summary>
    public static string Of(string region, string pipelineName)
    {
        var start = Prefix + Legal(region) + "-";
        var end = "-" + RoleNames.Hash(region + "/" + pipelineName);
        var name = Legal(pipelineName);
        var room = Math.Max(0, MaximumLength - start.Length - end.Length);
        return start + (name.Length <= room ? name : name.Remove(room)) + end;
    }

    /// <summary>Determines whether a policy is the one of a pipeline.</summary>
    public static bool IsOf(string policyName, string region, string pipelineName) => policyName == Of(region, pipelineName);

    /// <summary>
    /// Determines whether a policy has the form of those that this module writes for pipelines. The form does not show whose policy it is:
    /// to change or delete one, use <see cref="IsOf"/>.
    /// </summary>
    public static bool IsOne(string policyName) => policyName.Length <= MaximumLength && s_form.IsMatch(policyName);

    // Names of pipelines and Regions have no other characters. Even for an invalid name, IAM must accept the result.
    private static string Legal(string text) => new(text.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '@' or '-' ? c : '-').ToArray());
}
