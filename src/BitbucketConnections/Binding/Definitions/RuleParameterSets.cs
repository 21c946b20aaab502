using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The rule types that have their own parameter set. The name of a set is the provider, except for the generic set.</summary>
internal static class RuleParameterSets
{
    public const string CloudWatchAlarm = "CloudWatchAlarm";
    public const string CodeBuild = "CodeBuild";
    public const string Commands = "Commands";
    public const string DeploymentWindow = "DeploymentWindow";
    public const string LambdaInvoke = "LambdaInvoke";
    public const string VariableCheck = "VariableCheck";
    public const string Provider = "Provider";

    /// <summary>Creates the type of a rule, with AWS's spelling of a known provider.</summary>
    public static RuleTypeId Type(string provider, string version) =>
        RuleCatalog.Spell(new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = provider, Version = version });

    /// <summary>Corrects the case of configuration values that the catalog lists.</summary>
    /// <param name="type">The rule type.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>A copy. Other values are unchanged.</returns>
    public static Dictionary<string, string> Spell(RuleTypeId type, IReadOnlyDictionary<string, string> configuration) =>
        configuration.ToDictionary(
            entry => entry.Key,
            entry => RuleCatalog.Find(type.Provider)?.Keys.FirstOrDefault(key => key.Name == entry.Key) is { AllowedValues.Count: > 0 } key ? ActionParameterSets.Spell(key, entry.Value) : entry.Value);
}
