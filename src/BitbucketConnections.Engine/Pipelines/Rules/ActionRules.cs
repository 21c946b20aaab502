using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks actions of any type (CodePipeline API model and structure reference).</summary>
internal sealed class ActionRules : IPipelineRule
{
    private const int ModelLength = 1000;
    private const int ReportedLength = 50000;
    private static readonly Regex s_namespace = new(@"^[A-Za-z0-9@\-_]{1,100}\z", RegexOptions.CultureInvariant);

    private static readonly Regex s_provider = new(@"^[0-9A-Za-z_\-]{1,35}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_version = new(@"^[0-9A-Za-z_\-]{1,9}\z", RegexOptions.CultureInvariant);

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var isElsewhere = OtherRegion.Of(pipeline) is not null;
        return PlacedAction.All(pipeline).SelectMany(action => Own(action, pipeline, isElsewhere)).Concat(Duplicates(pipeline));
    }

    /// <summary>Determines whether the members of an action type have the form of the API model.</summary>
    public static bool IsValid(ActionTypeId type) =>
        ActionCatalog.Categories.Contains(type.Category) && ActionCatalog.Owners.Contains(type.Owner) && s_provider.IsMatch(type.Provider) && s_version.IsMatch(type.Version);

    /// <summary>Checks the Region of an action or rule.</summary>
    /// <param name="user">The action or rule, for the message.</param>
    /// <param name="region">The Region.</param>
    /// <param name="path">The path of the Region in the definition.</param>
    /// <param name="need">What is needed in the Region, for the message.</param>
    /// <returns>The finding, or null. An unknown Region is a warning, because AWS adds Regions more often than this module is released.</returns>
    public static Finding? CheckRegion(string user, string region, string path, string need = "") => !RegionResolver.IsValid(region)
        ? new Finding("InvalidRegion", $"'{region}', the Region of {user}, is not an AWS Region. Expected a name such as us-east-1.", path)
        : AwsPartition.IsKnown(region) ? null : new Finding(
            "UnknownActionRegion", $"'{region}', the Region of {user}, is not known to this version of the module. Check its spelling{need}.", path)
        {
            IsWarning = true,
        };

    private static IEnumerable<Finding> Own(PlacedAction placed, Pipeline pipeline, bool isElsewhere)
    {
        var action = placed.Action;
        if (PipelineNameRules.CheckName("action", "InvalidActionName", action.Name, placed.Path + ".Name") is { } name)
        {
            yield return name;
        }

        var type = action.ActionTypeId;
        if (!IsValid(type))
        {
            yield return new Finding(
                "InvalidActionType",
                $"The action '{action.Name}' has the type {type.Category}/{type.Owner}/{type.Provider}/{type.Version}, which is not valid. Use a category of {string.Join(", ", ActionCatalog.Categories)}, an owner of {string.Join(", ", ActionCatalog.Owners)}, and a provider of 1 to 35 and a version of 1 to 9 letters, digits or _ -.",
                placed.Path + ".ActionTypeId");
        }

        if (action.RunOrder is < 1 or > 999)
        {
            yield return new Finding("InvalidRunOrder", $"The run order {action.RunOrder} of the action '{action.Name}' is out of range. AWS accepts 1 to 999.", placed.Path + ".RunOrder");
        }

        if (action.Namespace is { } space && (!s_namespace.IsMatch(space) || (space == "variables" && pipeline.Variables.Count > 0)))
        {
            yield return new Finding(
                "InvalidNamespace",
                $"The namespace '{space}' of the action '{action.Name}' is not valid. Use 1 to 100 letters, digits or @ - _, but not 'variables' if the pipeline has variables.",
                placed.Path + ".Namespace");
        }

        if (action.RoleArn is not null && PipelineNameRules.CheckRoleArn(action.RoleArn, placed.Path + ".RoleArn") is { } role)
        {
            yield return role;
        }

        if (action.TimeoutInMinutes is { } timeout && (timeout is < 5 or > 86400 || action.ActionTypeId.Category != "Approval"))
        {
            yield return new Finding(
                "InvalidActionTimeout", $"The timeout of {timeout} minutes of the action '{action.Name}' is not valid. Only manual approvals can have a timeout, of 5 to 86400 minutes.", placed.Path + ".TimeoutInMinutes");
        }

        if (action.Region is { } region && region != pipeline.Region && !isElsewhere && (action.ActionTypeId.Category == "Source" || action.ActionTypeId.Owner != "AWS"))
        {
            yield return new Finding(
                "CrossRegionNotSupported", $"The action '{action.Name}' is in {region}. Source, third-party and custom actions must be in the pipeline's Region, {pipeline.Region}.", placed.Path + ".Region");
        }

        if (action.Region is { } place && CheckRegion($"the action '{action.Name}'", place, placed.Path + ".Region", ": an artifact store is needed in this Region") is { } unknown)
        {
            yield return unknown;
        }

        foreach (var entry in action.Configuration ?? new Dictionary<string, string>())
        {
            // The model says 1000. AWS's refusals name 1000 until 2022 and 50000 since then (reported).
            if (entry.Key.Length is 0 or > 50 || entry.Value.Length is 0 or > ModelLength)
            {
                var isWarning = entry.Key.Length is > 0 and <= 50 && entry.Value.Length is > ModelLength and <= ReportedLength;
                yield return new Finding(
                    "InvalidConfiguration",
                    entry.Key.Length is 0 or > 50
                        ? $"The configuration key '{entry.Key}' of the action '{action.Name}' has {entry.Key.Length} characters. AWS accepts 1 to 50."
                        : $"The configuration key '{entry.Key}' of the action '{action.Name}' has a value of {entry.Value.Length} characters. "
                        + (isWarning ? $"The API reference allows {ModelLength}; AWS was seen to accept up to {ReportedLength}." : $"AWS accepts 1 to {ReportedLength}."),
                    $"{placed.Path}.Configuration['{entry.Key}']") { IsWarning = isWarning };
            }
        }
    }

    private static IEnumerable<Finding> Duplicates(Pipeline pipeline) =>
        from action in PlacedAction.All(pipeline)
        group action by (action.StageIndex, action.Action.Name) into same
        where same.Count() > 1
        let last = same.Last()
        select new Finding(
            "DuplicateActionName", $"The action name '{last.Action.Name}' is used more than once in the stage '{last.Stage.Name}'. Rename one of the actions.", last.Path + ".Name");
}
