using System.Collections.Generic;
using System.IO;

namespace BitbucketConnections.Generator.Catalog;

/// <summary>Makes the tables of action and rule types.</summary>
internal sealed class CatalogVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "catalog";

    /// <inheritdoc/>
    public string Usage => "FACTS OUTPUT  makes the tables of action and rule types";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output) =>
        throw new UsageException("This verb is not written yet.");
}
