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
        from placed in PlacedAction.All(pipeline)
        let type = ActionCatalog.Find(placed.Action.ActionTypeId)
        where type is not null
        from entry in placed.Action.Configuration ?? new Dictionary<string, string>()
        where !TemplateValue.HasVariableIn(entry.Value)
        let finding = Check(placed, type, entry.Key, entry.Value)
        where finding is not null
        select finding;

    private static Finding? Check(PlacedAction placed, ActionTypeFacts type, string name, string value)
    {
        if (type.FindKey(name) is not { } key || name == ObjectKey || !type.Permissions.Any(permission => permission.Resources.Any(resource => resource.Contains("{" + name + "}"))))
        {
            return null;
        }

        var (what, path) = ($"The configuration key '{name}' of the action '{placed.Action.Name}' ({type}) has the value '{value}'", $"{placed.Path}.Configuration['{name}']");
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
