using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Reads from the catalog the rights that an action needs to succeed, with the values of its configuration.</summary>
internal static class CatalogRights
{
    /// <summary>Gets the rights of an action.</summary>
    /// <param name="declared">The action.</param>
    /// <param name="scope">The pipeline of the action.</param>
    /// <returns>The rights; none for an action type that is not in the catalog.</returns>
    public static IEnumerable<RequiredRight> Of(DeclaredAction declared, PipelineScope scope) =>
        ActionCatalog.Find(declared.Category, declared.Owner, declared.Provider, declared.Version) is { } type ? Of(type.Permissions, type.Keys, declared, scope) : [];

    /// <summary>Gets the rights of a rule.</summary>
    /// <param name="declared">The rule, in the form of an action.</param>
    /// <param name="scope">The pipeline of the rule.</param>
    /// <returns>The rights; none for a rule type that is not in the catalog.</returns>
    public static IEnumerable<RequiredRight> OfRule(DeclaredAction declared, PipelineScope scope) =>
        RuleCatalog.Find(declared.Provider) is { } type ? Of(type.Permissions, type.Keys, declared, scope) : [];

    private static IEnumerable<RequiredRight> Of(
        IReadOnlyList<PermissionFacts> permissions, IReadOnlyList<ConfigurationKeyFacts> keys, DeclaredAction declared, PipelineScope scope) =>
        from rights in PermissionTemplate.Fill(permissions, keys, Model(declared), new PermissionScope(scope.Partition, declared.Region ?? scope.Region, scope.AccountId, scope.PipelineName))
        let values = rights.Condition is { } condition ? [new KeyValuePair<string, string>(condition.Key, condition.Values[0])] : Array.Empty<KeyValuePair<string, string>>()
        from resources in Alternatives(rights.Resources)
        from action in rights.Facts.Actions.Except(rights.Facts.Occasional, StringComparer.Ordinal)
        select new RequiredRight(action, resources, values);

    // The right is needed for each element of a list, and each time on one of the resources.
    private static IEnumerable<IReadOnlyList<string>> Alternatives(IReadOnlyList<IReadOnlyList<string>> resources) =>
        Enumerable.Range(0, resources.Max(texts => texts.Count)).Select(index => resources.Select(texts => texts[Math.Min(index, texts.Count - 1)]).ToList());

    private static PipelineAction Model(DeclaredAction declared) => new()
    {
        Name = declared.Name,
        ActionTypeId = new ActionTypeId { Category = declared.Category, Owner = declared.Owner, Provider = declared.Provider, Version = declared.Version },
        Configuration = declared.ConfigurationKeys.ToDictionary(key => key, key => declared.Configuration(key)!),
        InputArtifacts = declared.Inputs,
        EnvironmentVariables =
        [
            .. declared.Json.Objects("environmentVariables").Select(variable => new ActionEnvironmentVariable
            {
                Name = variable.Text("name")!, Value = variable.Text("value")!, Type = variable.Text("type"),
            }),
        ],
    };
}
