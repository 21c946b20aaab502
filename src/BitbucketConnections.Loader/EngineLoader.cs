using System;
using System.IO;

namespace BitbucketConnections.Loader;

/// <summary>
/// Loads the engine and the sandbox into a separate load context, so that the AWSSDK.Core of another module does not
/// conflict with ours. The cmdlets create it through <see cref="IEngineLoader"/>.
/// </summary>
public sealed class EngineLoader : IEngineLoader
{
    private readonly EngineLoadContext _context;

    /// <summary>Initializes a new instance of the <see cref="EngineLoader"/> class.</summary>
    /// <param name="folder">The folder of the engine and its packages, <c>lib/net8.0</c> of the module.</param>
    public EngineLoader(string folder) => _context = PrecompiledFolder.Find(folder) is { } precompiled ? new EngineLoadContext(precompiled, folder) : new EngineLoadContext(folder);

    /// <inheritdoc/>
    public IEngine LoadEngine() => Create<IEngine>("BitbucketConnections.Engine", "BitbucketConnections.Engine.AwsEngine");

    /// <inheritdoc/>
    public ISandboxHost LoadSandbox() =>
        Create<ISandboxHost>("BitbucketConnections.Sandbox", "BitbucketConnections.Sandbox.SandboxHost");

    private T Create<T>(string assemblyName, string typeName)
    {
        var assembly = _context.LoadOwn(assemblyName) ?? throw new FileNotFoundException($"{assemblyName}.dll was not found.");
        return (T)Activator.CreateInstance(assembly.GetType(typeName, throwOnError: true)!)!;
    }
}
