using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the configuration values that name resources. The policy of the service role contains them, so a wildcard would allow other resources,
/// and a value that is not an ARN would allow every resource of its kind. No resource has such a name.
/// </summary>
internal sealed class ResourceNameRules : IPipelineRule
{
    // The key of an object can have any character.
    private const string ObjectKey = "S3ObjectKey";

    public IEnumerable<Finding> Check(Pipeline pipeline) =>
        (from placed in PlacedAction.All(pipeline)
         let type = ActionCatalog.Find(placed.Action.ActionTypeId)
         where type is not null
         from finding in Check($"the action '{placed.Action.Name}' ({type})", placed.Action.Configuration, type.ConfigurationKeys, type.Permissions, placed.Path)
         select finding).Concat(
         from placed in PlacedRule.All(pipeline)
         let type = RuleCatalog.Find(placed.Rule.RuleTypeId.Provider)
         where type is not null
         from finding in Check($"the rule '{placed.Rule.Name}' ({type}) of the stage '{placed.Stage.Name}'", placed.Rule.Configuration, type.Keys, type.Permissions, placed.Path)
         select finding);

    private static IEnumerable<Finding> Check(
        string user, IReadOnlyDictionary<string, string>? configuration, IEnumerable<ConfigurationKeyFacts> keys, IReadOnlyList<PermissionFacts> permissions, string path) =>
        from entry in configuration ?? new Dictionary<string, string>()
        where entry.Key != ObjectKey && !TemplateValue.HasVariableIn(entry.Value) && permissions.Any(permission => permission.Resources.Any(resource => resource.Contains("{" + entry.Key + "}")))
        let key = keys.FirstOrDefault(known => known.Name == entry.Key)
        where key is not null
        let finding = Check(user, key, entry.Value, $"{path}.Configuration['{entry.Key}']")
        where finding is not null
        select finding;

    private static Finding? Check(string user, ConfigurationKeyFacts key, string value, string path)
    {
        var what = $"The configuration key '{key}' of {user} has the value '{value}'";
        if (value.IndexOfAny(['*', '?']) >= 0)
        {
            return new Finding(
                "WildcardInConfiguration", $"{what}. It names a resource, and * and ? are not valid there: the policy of the service role would allow other resources. Specify the full name.", path);
        }

        return key.ArnPattern is { } pattern && !key.ElementsOf(value).All(item => IsExact(item, pattern))
            ? new Finding("InvalidConfigurationArn", $"{what}, which is not an ARN of its kind. Expected {Example(pattern)}.", path)
            : null;
    }

    private static bool IsExact(string value, string pattern) => !TemplateValue.WholeArn(value, pattern).IsReplaced;

    private static string Example(string pattern) =>
        pattern.Replace("{partition}", "aws").Replace("{region}", "REGION").Replace("{account}", "ACCOUNT").Replace("*", "NAME");
}
