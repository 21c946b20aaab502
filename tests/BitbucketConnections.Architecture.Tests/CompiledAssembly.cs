using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The assemblies of the module, read and not loaded.</summary>
internal static class CompiledAssembly
{
    private static readonly ConcurrentDictionary<string, ModuleDefinition> s_modules = new();

    /// <summary>Gets the names of all, the root module first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "BitbucketConnections",
        "BitbucketConnections.Contracts",
        "BitbucketConnections.Loader",
        "BitbucketConnections.Engine",
        "BitbucketConnections.AwsClients",
        "BitbucketConnections.Sandbox",
    ];

    public static ModuleDefinition Cmdlets => Module("BitbucketConnections");

    public static ModuleDefinition Contracts => Module("BitbucketConnections.Contracts");

    public static ModuleDefinition Module(string name) => s_modules.GetOrAdd(name, _ => Read(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

    /// <summary>Gets the types of a module that are not nested and not the compiler's.</summary>
    public static IEnumerable<TypeDefinition> WrittenTypes(this ModuleDefinition module) => module.Types.Where(IsWritten);

    public static ModuleDefinition Read(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
    }

    // The compiler adds types of its own to an assembly, and src/build/CompilerTypes those that an old framework does not have.
    private static bool IsWritten(TypeDefinition type) =>
        !type.Name.StartsWith('<') && !type.Namespace.StartsWith("System", StringComparison.Ordinal) && !type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal);
}
