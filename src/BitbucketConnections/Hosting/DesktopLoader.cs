using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Loads the engine on Windows PowerShell, which has a single load context. The resolve handler answers only for files in the module's folder, and
/// only for requests of the module's assemblies.
/// </summary>
internal sealed class DesktopLoader : IEngineLoader, IDisposable
{
    private readonly string _folder;
    private bool _isAttached;

    public DesktopLoader(string folder)
    {
        _folder = folder;
        Attach();
    }

    /// <summary>Attaches the resolve handler until the module is removed. Does nothing if it is already attached.</summary>
    public void Attach()
    {
        if (!_isAttached)
        {
            _isAttached = true;
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
            ModuleEvents.OnRemoving(this);
        }
    }

    public IEngine LoadEngine() => Create<IEngine>("BitbucketConnections.Engine", "BitbucketConnections.Engine.AwsEngine");

    public ISandboxHost LoadSandbox() => Create<ISandboxHost>("BitbucketConnections.Sandbox", "BitbucketConnections.Sandbox.SandboxHost");

    public void Dispose()
    {
        _isAttached = false;
        AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
    }

    /// <summary>Describes the AWSSDK.Core that another module loaded, if it is older than ours; null otherwise.</summary>
    public static string? FindOlderSdk(string folder)
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == "AWSSDK.Core");
        if (loaded is null || loaded.IsDynamic || IsIn(folder, loaded))
        {
            return null;
        }

        var theirs = FileVersion(loaded.Location);
        var ours = FileVersion(Path.Combine(folder, "AWSSDK.Core.dll"));
        return theirs < ours ? $"{loaded.Location} ({theirs}; this module was built with {ours})" : null;
    }

    private static Version FileVersion(string path)
    {
        var info = System.Diagnostics.FileVersionInfo.GetVersionInfo(path);
        return new Version(info.FileMajorPart, info.FileMinorPart, info.FileBuildPart, info.FilePrivatePart);
    }

    private static bool IsIn(string folder, Assembly assembly) =>
        !assembly.IsDynamic && assembly.Location.StartsWith(folder, StringComparison.OrdinalIgnoreCase);

    private T Create<T>(string assemblyName, string typeName)
    {
        var assembly = Assembly.LoadFrom(Path.Combine(_folder, assemblyName + ".dll"));
        return (T)Activator.CreateInstance(assembly.GetType(typeName, throwOnError: true)!)!;
    }

    private Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        if (args.RequestingAssembly is not { } asks || !IsIn(EngineHost.Folder, asks))
        {
            return null;
        }

        var name = new AssemblyName(args.Name).Name;
        if (name == typeof(IEngine).Assembly.GetName().Name)
        {
            return typeof(IEngine).Assembly;
        }

        var path = Path.Combine(_folder, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
