using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The action types that have their own parameter set, by the name of the set.</summary>
internal static class ActionParameterSets
{
    public const string CodeBuild = "CodeBuild";
    public const string Commands = "Commands";
    public const string EcrBuildAndPublish = "EcrBuildAndPublish";
    public const string S3 = "S3";
    public const string CodeDeploy = "CodeDeploy";
    public const string CodeDeployToEcs = "CodeDeployToEcs";
    public const string CloudFormation = "CloudFormation";
    public const string Ecs = "Ecs";
    public const string Beanstalk = "Beanstalk";
    public const string AppConfig = "AppConfig";
    public const string Lambda = "Lambda";
    public const string StepFunctions = "StepFunctions";
    public const string Pipeline = "Pipeline";
    public const string Approval = "Approval";
    public const string Provider = "Provider";

    /// <summary>Gets the action type of each set except the generic one. The owner is AWS and the version 1.</summary>
    public static IReadOnlyDictionary<string, ActionTypeId> BySet { get; } = new Dictionary<string, ActionTypeId>
    {
        [CodeBuild] = Aws("Build", "CodeBuild"),
        [Commands] = Aws("Compute", "Commands"),
        [EcrBuildAndPublish] = Aws("Build", "ECRBuildAndPublish"),
        [S3] = Aws("Deploy", "S3"),
        [CodeDeploy] = Aws("Deploy", "CodeDeploy"),
        [CodeDeployToEcs] = Aws("Deploy", "CodeDeployToECS"),
        [CloudFormation] = Aws("Deploy", "CloudFormation"),
        [Ecs] = Aws("Deploy", "ECS"),
        [Beanstalk] = Aws("Deploy", "ElasticBeanstalk"),
        [AppConfig] = Aws("Deploy", "AppConfig"),
        [Lambda] = Aws("Invoke", "Lambda"),
        [StepFunctions] = Aws("Invoke", "StepFunctions"),
        [Pipeline] = Aws("Invoke", "CodePipeline"),
        [Approval] = Aws("Approval", "Manual"),
    };

    public static ActionTypeId Aws(string category, string provider) =>
        new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };

    /// <summary>Corrects the case of configuration values that the catalog lists.</summary>
    /// <param name="type">The action type.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>A copy. Other values are unchanged.</returns>
    public static Dictionary<string, string> Spell(ActionTypeId type, IReadOnlyDictionary<string, string> configuration)
    {
        var facts = ActionCatalog.Find(type);
        var result = new Dictionary<string, string>();
        foreach (var entry in configuration)
        {
            result[entry.Key] = facts?.FindKey(entry.Key) is { AllowedValues.Count: > 0 } key ? Spell(key, entry.Value) : entry.Value;
        }

        return result;
    }

    private static string Spell(ConfigurationKeyFacts key, string value) =>
        key.IsList ? string.Join(",", value.Split(',').Select(part => ActionCatalog.Spell(key.AllowedValues, part))) : ActionCatalog.Spell(key.AllowedValues, value);
}
