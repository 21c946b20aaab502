using System;
using System.IO;
using BitbucketConnections.Generator.Catalog;

// The folder of the repository is the only argument.
var root = Path.GetFullPath(args.Length == 1 ? args[0] : throw new ArgumentException("Usage: Generator REPOSITORY-ROOT"));
foreach (var (path, text) in CatalogFiles.Write(root))
{
    await File.WriteAllTextAsync(path, text).ConfigureAwait(false);
    await Console.Out.WriteLineAsync(path).ConfigureAwait(false);
}
