using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>The catalog of action types. Custom types and other third-party types are known only to the account.</summary>
public static class ActionCatalog
{
    private static readonly Lazy<ActionTypeFacts[]> s_all = new(() => Array.ConvertAll(ActionTypeTable.Rows, row => row.Facts));

    /// <summary>Gets the categories in the API model.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"];

    /// <summary>Gets the owners in the API model.</summary>
    public static IReadOnlyList<string> Owners { get; } = ["AWS", "ThirdParty", "Custom"];

    /// <summary>Gets all types.</summary>
    public static IReadOnlyList<ActionTypeFacts> All => s_all.Value;

    /// <summary>Finds a type.</summary>
    /// <param name="category">The category.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="version">The version.</param>
    /// <returns>The type, or null.</returns>
    public static ActionTypeFacts? Find(string category, string owner, string provider, string version) =>
        Array.Find(ActionTypeTable.Rows, row => row.Provider == provider && row.Category == category && row.Owner == owner && row.Version == version)?.Facts;

    /// <summary>Finds a type of any version.</summary>
    /// <param name="type">The category, the owner and the provider.</param>
    /// <returns>The type, or null.</returns>
    public static ActionTypeFacts? FindAnyVersion(ActionTypeId type) =>
        Array.Find(ActionTypeTable.Rows, row => row.Provider == type.Provider && row.Category == type.Category && row.Owner == type.Owner)?.Facts;

    /// <summary>Finds a type.</summary>
    /// <param name="type">The action type of an action.</param>
    /// <returns>The type, or null.</returns>
    public static ActionTypeFacts? Find(ActionTypeId type) => Find(type.Category, type.Owner, type.Provider, type.Version);

    /// <summary>Corrects the case of the category, owner and provider to the spelling of AWS.</summary>
    /// <param name="type">The action type in any case.</param>
    /// <returns>The action type in the spelling of AWS. Unknown values are unchanged.</returns>
    public static ActionTypeId Spell(ActionTypeId type)
    {
        var category = Spell(Categories, type.Category);
        var owner = Spell(Owners, type.Owner);
        var providers = ActionTypeTable.Rows.Where(known => known.Category == category && known.Owner == owner).Select(known => known.Provider);
        return type with { Category = category, Owner = owner, Provider = Spell(providers, type.Provider) };
    }

    /// <summary>Corrects the case of a value to the spelling in a list.</summary>
    /// <param name="known">The list of values.</param>
    /// <param name="value">The value.</param>
    /// <returns>The entry of the list; the value itself if the list does not contain it.</returns>
    public static string Spell(IEnumerable<string> known, string value) =>
        known.FirstOrDefault(entry => entry.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value;
}
