using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Operations;

/// <summary>Writes the page of operations.</summary>
internal sealed class OperationsVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "operations";

    /// <inheritdoc/>
    public string Usage => "[CONFIGURATION]  writes docs/operations.md from the models and the built assemblies; the default of CONFIGURATION is Release";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var repository = Repository.Find();
        var configuration = arguments.Count > 0 ? arguments[0] : "Release";
        var path = Path.Combine(repository.Root, "docs", "operations.md");
        var services = ServiceSettings.Read(repository.Services).Select(s => (ServiceModel.Read(repository, s.Key), s.Value));
        File.WriteAllText(path, OperationsPage.Write(services, EngineCalls.Read(Built("Engine")), Answered(Built("Sandbox"))));
        output.WriteLine(path);

        string Built(string project)
        {
            var file = Path.Combine(repository.Root, "src", "BitbucketConnections." + project, "bin", configuration, "net8.0", $"BitbucketConnections.{project}.dll");
            return File.Exists(file) ? file : throw new UsageException($"'{file}' is not found. Build the solution first.");
        }
    }

    // Use reflection: the generator must compile without the projects that contain its output.
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Answered(string sandbox) =>
        (IReadOnlyDictionary<string, IReadOnlyList<string>>)Assembly.LoadFrom(sandbox)
            .GetType("BitbucketConnections.Sandbox.SandboxServices", throwOnError: true)!
            .GetMethod("Operations")!
            .Invoke(null, null)!;
}
