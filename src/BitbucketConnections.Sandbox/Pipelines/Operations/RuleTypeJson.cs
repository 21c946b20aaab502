using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes the rule types of the catalog for the response of ListRuleTypes.</summary>
internal static class RuleTypeJson
{
    // The most that the model allows: the number for each type is not documented, and CreatePipeline does not check it.
    private const int MaximumArtifacts = 5;

    /// <summary>Writes all types. There are only those of AWS, and they are in each Region.</summary>
    /// <returns>The response.</returns>
    public static JsonObject List() => new() { ["ruleTypes"] = new JsonArray([.. RuleCatalog.All.Select(Type)]) };

    private static JsonObject Type(RuleTypeFacts type) => new()
    {
        ["id"] = new JsonObject { ["category"] = "Rule", ["owner"] = type.Owner, ["provider"] = type.Provider, ["version"] = type.Version },
        ["ruleConfigurationProperties"] = new JsonArray([.. type.Keys.Where(key => !key.IsActionMember).Select(Property)]),
        ["inputArtifactDetails"] = new JsonObject { ["minimumCount"] = 0, ["maximumCount"] = MaximumArtifacts },
    };

    private static JsonObject Property(ConfigurationKeyFacts key) => new()
    {
        ["name"] = key.Name,
        ["required"] = key.IsRequired,
        ["key"] = true,
        ["secret"] = key.IsSecret,
        ["queryable"] = false,
    };
}
