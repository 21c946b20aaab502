using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

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
    /// <remarks>
    /// A subfolder with the name of the platform has the assemblies that are also compiled to native code. .NET uses native code only of its own version, and the
    /// IL of the same file otherwise. A file for another platform can't be loaded at all. A platform without a folder uses the IL.
    /// </remarks>
    public EngineLoader(string folder) => _context = new EngineLoadContext(Path.Combine(folder, RuntimeInformation.RuntimeIdentifier), folder);

    /// <inheritdoc/>
    public IEngine LoadEngine() => Create<IEngine>("BitbucketConnections.Engine", "BitbucketConnections.Engine.AwsEngine");

    /// <inheritdoc/>
    public ISandboxHost LoadSandbox() =>
        Create<ISandboxHost>("BitbucketConnections.Sandbox", "BitbucketConnections.Sandbox.SandboxHost");

    private T Create<T>(string assemblyName, string typeName)
    {
        var assembly = _context.LoadFromAssemblyName(new AssemblyName(assemblyName));
        return (T)Activator.CreateInstance(assembly.GetType(typeName, throwOnError: true)!)!;
    }
}
