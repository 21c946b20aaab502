using System.Collections.Generic;
using System.IO;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Catalog;

/// <summary>Writes the tables of action and rule types.</summary>
internal sealed class CatalogVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "catalog";

    /// <inheritdoc/>
    public string Usage => "writes the tables of action and rule types, and the types of their configurations, from the JSON files in the same folder";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        foreach (var (path, text) in CatalogFiles.Write(Repository.Find().Root))
        {
            File.WriteAllText(path, text);
            output.WriteLine(path);
        }
    }
}
