using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the requirements of action types by the catalog. Errors are rules that AWS checks when a pipeline is created: required
/// keys, artifact counts, the pipeline type. Rules of only its documentation, and unknown types and keys, are warnings.
/// </summary>
internal sealed class ActionTypeRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) => PlacedAction.All(pipeline).SelectMany(placed => Check(placed, pipeline.Region));

    private static IEnumerable<Finding> Check(PlacedAction placed, string pipelineRegion)
    {
        if (ActionCatalog.Find(placed.Action.ActionTypeId) is not { } type)
        {
            return Unknown(placed);
        }

        return Availability(placed, type, placed.Action.Region ?? pipelineRegion)
            .Concat(Required(placed, type))
            .Concat(Keys(placed, type))
            .Concat(Count(placed, "input", placed.Action.InputArtifacts.Count, type.Inputs))
            .Concat(Count(placed, "output", placed.Action.OutputArtifacts.Count, type.Outputs))
            .Concat(PipelineSource.IsConnectionSource(placed.Action) ? Source(placed) : []);
    }

    // Custom action types are defined by the account. Another rule reports types that are not valid.
    private static IEnumerable<Finding> Unknown(PlacedAction placed)
    {
        var type = placed.Action.ActionTypeId;
        if (type.Owner != "Custom" && ActionRules.IsValid(type))
        {
            yield return new Finding(
                "UnknownActionType",
                $"The action type {type.Category}/{type.Owner}/{type.Provider}/{type.Version} of the action '{placed.Action.Name}' is not known to this module. AWS rejects it unless it is new.",
                placed.Path + ".ActionTypeId")
            { IsWarning = true };
        }
    }

    private static IEnumerable<Finding> Availability(PlacedAction placed, ActionTypeFacts type, string region)
    {
        if (type.UnavailableRegions.Contains(region))
        {
            yield return new Finding(
                "ActionTypeNotInRegion",
                $"The action '{placed.Action.Name}' ({type}) is in {region}. AWS's documentation says that this action type is not available there.",
                placed.Path + (placed.Action.Region is null ? ".ActionTypeId" : ".Region"))
            { IsWarning = true };
        }

        if (type.Retired is { } reason)
        {
            yield return new Finding("ActionTypeRetired", $"The action '{placed.Action.Name}' ({type}) fails when it runs: {reason}.", placed.Path + ".ActionTypeId") { IsWarning = true };
        }
    }

    private static IEnumerable<Finding> Required(PlacedAction placed, ActionTypeFacts type)
    {
        foreach (var key in type.ConfigurationKeys.Where(key => placed.Action.Configuration?.ContainsKey(key.Name) != true))
        {
            if (key.IsRequired)
            {
                yield return new Finding("ConfigurationMissing", $"The action '{placed.Action.Name}' ({type}) requires the configuration key '{key}'.", Path(placed, key.Name));
            }
            else if (key.RequiredWhen.Count > 0 && CatalogCondition.AllHold(key.RequiredWhen, placed.Action))
            {
                yield return new Finding(
                    "ConfigurationMissing",
                    $"The action '{placed.Action.Name}' ({type}) has no configuration key '{key}', which AWS's documentation requires here: {string.Join(", ", key.RequiredWhen)}.",
                    Path(placed, key.Name))
                { IsWarning = true };
            }
        }
    }

    private static IEnumerable<Finding> Keys(PlacedAction placed, ActionTypeFacts type)
    {
        foreach (var entry in placed.Action.Configuration ?? new Dictionary<string, string>())
        {
            if (type.FindKey(entry.Key) is { } key)
            {
                if (Values(key, entry.Value).FirstOrDefault(value => !IsAllowed(key, value)) is { } wrong)
                {
                    yield return new Finding(
                        "UnknownConfigurationValue",
                        $"The configuration key '{key}' of the action '{placed.Action.Name}' ({type}) has the value '{wrong}'. AWS's documentation allows {string.Join(", ", key.AllowedValues)}.",
                        Path(placed, key.Name))
                    { IsWarning = true };
                }
            }
            else if (type.AreKeysComplete)
            {
                yield return new Finding(
                    "UnknownConfigurationKey",
                    $"The configuration key '{entry.Key}' is not known for the action '{placed.Action.Name}' ({type}){Meant(type, entry.Key)}. AWS rejects it unless it is new.",
                    Path(placed, entry.Key))
                { IsWarning = true };
            }
        }
    }

    private static string Meant(ActionTypeFacts type, string key) =>
        type.ConfigurationKeys.FirstOrDefault(known => known.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } other ? $"; use '{other}'" : string.Empty;

    private static string[] Values(ConfigurationKeyFacts key, string value) => key.IsList ? value.Split(',') : [value];

    // #{namespace.variable} is resolved during the execution.
    private static bool IsAllowed(ConfigurationKeyFacts key, string value) => key.AllowedValues.Count == 0 || HasVariable(value) || key.AllowedValues.Contains(value);

    private static IEnumerable<Finding> Count(PlacedAction placed, string kind, int count, ArtifactCount range)
    {
        if (!range.Contains(count))
        {
            yield return new Finding(
                "InvalidArtifactCount",
                $"The action '{placed.Action.Name}' ({placed.Action.ActionTypeId}) has {Quantity.Of(count, kind + " artifact")}. AWS accepts {range}.",
                placed.Path + (kind == "input" ? ".InputArtifacts" : ".OutputArtifacts"));
        }
    }

    private static string Path(PlacedAction placed, string key) => $"{placed.Path}.Configuration['{key}']";

    private static bool HasVariable(string value) => value.Contains("#{");

    private static IEnumerable<Finding> Source(PlacedAction placed)
    {
        var configuration = placed.Action.Configuration ?? new Dictionary<string, string>();
        if (configuration.TryGetValue("ConnectionArn", out var arn) && ConnectionRules.CheckArn(arn) is { } connection)
        {
            yield return new Finding(connection.Id, connection.Message, Path(placed, "ConnectionArn"));
        }

        if (configuration.TryGetValue("FullRepositoryId", out var id) && !HasVariable(id) && BitbucketRepository.Parse(id, out _) is { } repository)
        {
            yield return new Finding(repository.Id, repository.Message, Path(placed, "FullRepositoryId"));
        }

        if (configuration.TryGetValue("BranchName", out var name) && !HasVariable(name) && BranchRules.Parse(name, out _) is { } branch)
        {
            yield return new Finding(branch.Id, branch.Message, Path(placed, "BranchName"));
        }
    }
}
