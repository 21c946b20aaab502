using System.Collections.Generic;
using System.IO;

namespace BitbucketConnections.Generator.Catalog;

/// <summary>The input and output files of the catalog.</summary>
public static class CatalogFiles
{
    /// <summary>Creates the C# tables from the JSON files of a checkout. Writes no files.</summary>
    /// <param name="root">The folder of the repository.</param>
    /// <returns>The path and the text of each file.</returns>
    public static IEnumerable<(string Path, string Text)> Write(string root)
    {
        var folder = Path.Combine(root, "src", "BitbucketConnections.Contracts", "Catalog");
        yield return (Path.Combine(folder, "ActionTypeTable.g.cs"), CatalogWriter.WriteActionTypes(File.ReadAllText(Path.Combine(folder, "action-types.json"))));
        yield return (Path.Combine(folder, "ActionConfigurationTable.g.cs"), ConfigurationTableWriter.Write("action", File.ReadAllText(Path.Combine(folder, "action-types.json"))));
        yield return (Path.Combine(folder, "RuleConfigurationTable.g.cs"), ConfigurationTableWriter.Write("rule", File.ReadAllText(Path.Combine(folder, "rule-types.json"))));
        yield return (Path.Combine(folder, "RuleTypeTable.g.cs"), CatalogWriter.WriteRuleTypes(File.ReadAllText(Path.Combine(folder, "rule-types.json"))));
    }
}
