using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace BitbucketConnections.Loader;

/// <summary>
/// The load context of the engine. It must be a subclass: a plain context asks the default context first, and so
/// uses the AWSSDK.Core that another module has loaded.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private static readonly Assembly s_contracts = typeof(IEngine).Assembly;

    public EngineLoadContext(string folder)
        : base("BitbucketConnections") => Folder = folder;

    public string Folder { get; }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Both sides must use the same copy of Contracts; otherwise its types differ.
        if (assemblyName.Name == s_contracts.GetName().Name)
        {
            return s_contracts;
        }

        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
