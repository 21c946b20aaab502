using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Engine.Editing;

/// <summary>
/// Lets the branch patterns of a trigger follow a change of the source's branch. A pattern that is the old branch becomes the new one. Without this, pushes to
/// the new branch would start nothing.
/// </summary>
internal static class BranchFilter
{
    /// <summary>Replaces the old branch in the filters of a trigger.</summary>
    /// <param name="trigger">The trigger, as JSON of AWS.</param>
    /// <param name="old">The old branch of the source action.</param>
    /// <param name="branch">The new branch.</param>
    /// <returns>A warning if no filter for pushes of branches matches the new branch; otherwise null.</returns>
    public static Finding? Follow(JsonObject trigger, string old, string branch)
    {
        foreach (var filter in Filters(trigger, "push").Concat(Filters(trigger, "pullRequest")))
        {
            Replace(filter, BranchRules.ToPattern(old), BranchRules.ToPattern(branch));
        }

        var branches = Filters(trigger, "push").Select(filter => filter["branches"]).OfType<JsonObject>().ToList();
        return branches.Count == 0 || branches.Exists(patterns => IsMatch(patterns, branch)) ? null : new Finding(
            "BranchNotInTrigger",
            $"A push to '{branch}' starts no execution: no filter of the trigger matches this branch. The filters are: {string.Join("; ", branches.Select(Describe))}. To change them, use -IncludeBranch, -Trigger or -ClearTrigger.")
        {
            IsWarning = true,
        };
    }

    private static IEnumerable<JsonObject> Filters(JsonObject trigger, string kind) => (trigger["gitConfiguration"]?[kind] as JsonArray ?? []).OfType<JsonObject>();

    private static void Replace(JsonObject filter, string old, string branch)
    {
        if (filter["branches"]?["includes"] is not JsonArray includes)
        {
            return;
        }

        var patterns = includes.Select(pattern => (string?)pattern).ToList();
        if (patterns.Contains(old))
        {
            filter["branches"]!["includes"] = new JsonArray([.. patterns.Select(pattern => pattern == old ? branch : pattern).Distinct().Select(pattern => (JsonNode?)pattern)]);
        }
    }

    private static bool IsMatch(JsonObject branches, string branch) =>
        (branches["includes"] is not JsonArray { Count: > 0 } includes || Any(includes, branch)) && !(branches["excludes"] is JsonArray excludes && Any(excludes, branch));

    // AWS may accept a pattern that this version does not know.
    private static bool Any(JsonArray patterns, string branch) => patterns.Any(text => GlobPattern.Parse((string?)text ?? string.Empty, out var pattern) is not null || pattern!.IsMatch(branch));

    private static string Describe(JsonObject branches) => string.Join(", ", Describe(branches, "includes").Concat(Describe(branches, "excludes")));

    private static IEnumerable<string> Describe(JsonObject branches, string part) =>
        branches[part] is JsonArray { Count: > 0 } patterns ? [$"{part} {string.Join(", ", patterns.Select(pattern => (string?)pattern))}"] : [];
}
