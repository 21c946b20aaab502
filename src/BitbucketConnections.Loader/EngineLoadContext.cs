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

    // The folders are searched in this order.
    private readonly string[] _folders;

    public EngineLoadContext(params string[] folders)
        : base("BitbucketConnections") => _folders = folders;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Both sides must use the same copy of Contracts; otherwise its types differ.
        if (assemblyName.Name == s_contracts.GetName().Name)
        {
            return s_contracts;
        }

        foreach (var folder in _folders)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path))
            {
                return LoadFromAssemblyPath(path);
            }
        }

        return null;
    }
}
