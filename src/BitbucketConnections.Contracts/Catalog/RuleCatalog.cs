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
}
