using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>The action types that are known. Custom types, and third-party ones without a row, are known to the account alone.</summary>
public static class ActionCatalog
{
    private static readonly Dictionary<(string Category, string Owner, string Provider, string Version), ActionTypeFacts> s_byId =
        ActionTypeTable.Rows.ToDictionary(type => (type.Category, type.Owner, type.Provider, type.Version));

    /// <summary>Gets the categories of the API model.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"];

    /// <summary>Gets the owners of the API model.</summary>
    public static IReadOnlyList<string> Owners { get; } = ["AWS", "ThirdParty", "Custom"];

    /// <summary>Gets all types.</summary>
    public static IReadOnlyList<ActionTypeFacts> All => ActionTypeTable.Rows;

    /// <summary>Finds a type.</summary>
    /// <param name="category">The category.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="version">The version.</param>
    /// <returns>The type, or null.</returns>
    public static ActionTypeFacts? Find(string category, string owner, string provider, string version) =>
        s_byId.TryGetValue((category, owner, provider, version), out var type) ? type : null;

    /// <summary>Finds a type.</summary>
    /// <param name="type">The action type of an action.</param>
    /// <returns>The type, or null.</returns>
    public static ActionTypeFacts? Find(ActionTypeId type) => Find(type.Category, type.Owner, type.Provider, type.Version);

    /// <summary>Writes category, owner and the provider of a known type as AWS spells them, whatever their case.</summary>
    /// <param name="type">The action type as given.</param>
    /// <returns>The action type as AWS spells it; what is not known stays as it is.</returns>
    public static ActionTypeId Spell(ActionTypeId type)
    {
        var category = Spell(Categories, type.Category);
        var owner = Spell(Owners, type.Owner);
        var providers = All.Where(known => known.Category == category && known.Owner == owner).Select(known => known.Provider);
        return type with { Category = category, Owner = owner, Provider = Spell(providers, type.Provider) };
    }

    /// <summary>Writes a value as the one of a list that it equals in any case.</summary>
    /// <param name="known">The list.</param>
    /// <param name="value">The value.</param>
    /// <returns>The entry of the list; the value itself when there is none.</returns>
    public static string Spell(IEnumerable<string> known, string value) =>
        known.FirstOrDefault(entry => entry.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value;
}
