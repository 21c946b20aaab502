using System.Collections.Generic;
using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>Writes the clients.</summary>
internal sealed class ClientsVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "clients";

    /// <inheritdoc/>
    public string Usage => "[FOLDER]  writes the clients from the service models of the project";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var repository = Repository.Find();
        var folder = arguments.Count > 0 ? arguments[0] : repository.Generated;

        // Create all clients before writing one: an error must not leave old and new files mixed.
        var sources = ServiceSettings.Read(repository.Services).Where(s => s.Value.Client is not null)
            .Select(s => (Path.Combine(folder, s.Value.Client!.Package + ".g.cs"), ClientGenerator.Generate(ServiceModel.Read(repository, s.Key), s.Value.Client)))
            .ToList();
        Directory.CreateDirectory(folder);
        foreach (var (path, text) in sources)
        {
            File.WriteAllText(path, text);
            output.WriteLine(path);
        }
    }
}
