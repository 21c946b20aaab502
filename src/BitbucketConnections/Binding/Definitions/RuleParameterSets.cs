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
}
