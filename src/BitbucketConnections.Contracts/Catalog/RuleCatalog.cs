using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>The catalog of rule types for stage conditions.</summary>
public static class RuleCatalog
{
    /// <summary>Gets all types.</summary>
    public static IReadOnlyList<RuleTypeFacts> All => RuleTypeTable.Rows;

    /// <summary>Finds a type.</summary>
    /// <param name="provider">The provider.</param>
    /// <returns>The type, or null.</returns>
    public static RuleTypeFacts? Find(string provider) => All.FirstOrDefault(type => type.Provider == provider);

    /// <summary>Corrects the case of the category, the owner and a known provider of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>A copy in AWS's spelling. Unknown values are unchanged.</returns>
    public static RuleTypeId Spell(RuleTypeId type) => type with
    {
        Category = ActionCatalog.Spell(["Rule"], type.Category),
        Owner = type.Owner is null ? null : ActionCatalog.Spell(["AWS"], type.Owner),
        Provider = ActionCatalog.Spell(All.Select(known => known.Provider), type.Provider),
    };
}
