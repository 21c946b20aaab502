using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace BitbucketConnections.Loader;

/// <summary>
/// The load context of the engine. A subclass is the point: a plain context asks the default one first, and so
/// takes whatever AWSSDK.Core another module has loaded.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private static readonly Assembly s_contracts = typeof(IEngine).Assembly;

    public EngineLoadContext(string folder)
        : base("BitbucketConnections") => Folder = folder;

    public string Folder { get; }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // One copy of Contracts for both sides, or no type of it would be the same type.
        if (assemblyName.Name == s_contracts.GetName().Name)
        {
            return s_contracts;
        }

        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
