using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Trimming;

/// <summary>Adds a newer AWS model to the project.</summary>
internal sealed class TrimVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "trim";

    /// <inheritdoc/>
    public string Usage => "SOURCE FULL_MODEL [ENDPOINT_RULES]  adds a full model to the project; SOURCE is its origin, such as 'botocore 0e6e2404b'";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count is < 2 or > 3)
        {
            throw new UsageException("Specify the source, the file of the full model and, if it has one, the file of its endpoint rules.");
        }

        var repository = Repository.Find();
        var full = Read(arguments[1]);
        var service = (string)full["metadata"]!["endpointPrefix"]!;
        if (!ServiceSettings.Read(repository.Services).TryGetValue(service, out var settings))
        {
            throw new UsageException($"services.json has no row for '{service}'.");
        }

        var path = Path.Combine(repository.Models, service + ".json");
        File.WriteAllText(path, ModelTrimmer.Trim(full, arguments.Count > 2 ? Read(arguments[2]) : null, arguments[0], settings.Keep));
        output.WriteLine(path);
    }

    private static JsonObject Read(string path) => File.Exists(path)
        ? JsonNode.Parse(File.ReadAllText(path))!.AsObject()
        : throw new UsageException($"'{path}' is not found.");
}
