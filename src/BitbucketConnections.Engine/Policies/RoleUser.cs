using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Policies;

/// <summary>An action, or a rule of a stage condition, that runs with a role.</summary>
/// <param name="Title">The action or rule in messages.</param>
/// <param name="RoleArn">Its own role; null for the service role.</param>
/// <param name="Type">The type in messages.</param>
/// <param name="Permissions">The permissions of its type; null if the catalog does not have the type.</param>
/// <param name="Keys">The configuration keys of its type.</param>
/// <param name="Action">The action, or the rule in the form of an action.</param>
internal sealed record RoleUser(
    string Title, string? RoleArn, string Type, IReadOnlyList<PermissionFacts>? Permissions, IReadOnlyList<ConfigurationKeyFacts> Keys, PipelineAction Action)
{
    /// <summary>Gets the actions and rules of a definition: first all actions, then all rules.</summary>
    public static IEnumerable<RoleUser> All(Pipeline definition) =>
        definition.Stages.SelectMany(stage => stage.Actions).Select(Of).Concat(definition.Stages.SelectMany(stage => Rules(stage).Select(rule => Of(stage, rule))));

    /// <summary>Fills the permissions with the values of the configuration.</summary>
    public IEnumerable<NeededRights> Rights(Pipeline definition, string accountId)
    {
        var scope = new PermissionScope(AwsPartition.Of(definition.Region), Action.Region ?? definition.Region, accountId, definition.Name);
        return PermissionTemplate.Fill(Permissions ?? [], Keys, Action, scope);
    }

    private static RoleUser Of(PipelineAction action)
    {
        // Custom and third-party actions do not use the role. A newer version of a type has at least the permissions of the known one.
        var type = action.ActionTypeId;
        var facts = ActionCatalog.FindAnyVersion(type);
        return new RoleUser($"action '{action.Name}'", action.RoleArn, type.ToString(), type.Owner == "AWS" ? facts?.Permissions : [], facts?.Keys ?? [], action);
    }

    private static RoleUser Of(PipelineStage stage, StageRule rule)
    {
        var type = rule.RuleTypeId;
        var facts = RuleCatalog.Find(type.Provider);
        var action = new PipelineAction
        {
            Name = rule.Name,
            ActionTypeId = new ActionTypeId { Category = type.Category, Owner = type.Owner ?? "AWS", Provider = type.Provider, Version = type.Version ?? "1" },
            Configuration = rule.Configuration,
            Commands = rule.Commands,
            InputArtifacts = rule.InputArtifacts ?? [],
            Region = rule.Region,
        };
        return new RoleUser($"rule '{rule.Name}' of the stage '{stage.Name}'", rule.RoleArn, "Rule/" + type.Provider, facts?.Permissions, facts?.Keys ?? [], action);
    }

    private static IEnumerable<StageRule> Rules(PipelineStage stage) =>
        new[] { stage.BeforeEntry?.Conditions, stage.OnSuccess?.Conditions, stage.OnFailure?.Conditions }
            .SelectMany(conditions => conditions ?? []).SelectMany(condition => condition.Rules);
}
