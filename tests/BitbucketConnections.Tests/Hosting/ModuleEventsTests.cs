using System;
using System.IO;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ModuleEventsTests
{
    [Fact]
    public void An_import_is_refused_while_another_copy_is_loaded()
    {
        new ModuleEvents().OnImport();

        var (copy, failure) = ImportBesideACopy();

        Assert.Contains(copy, failure.Message, StringComparison.Ordinal);
        Assert.Contains("start a new session", failure.Message, StringComparison.Ordinal);
    }

    // A separate method, so that no local variable keeps the copy loaded for later tests.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (string Copy, Exception Failure) ImportBesideACopy()
    {
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "copy")).FullName, "BitbucketConnections.dll");
        File.Copy(typeof(ModuleEvents).Assembly.Location, copy, overwrite: true);
        var context = new AssemblyLoadContext("copy", isCollectible: true);
        try
        {
            context.LoadFromAssemblyPath(copy);
            return (copy, Assert.Throws<PSNotSupportedException>(() => new ModuleEvents().OnImport()));
        }
        finally
        {
            context.Unload();
        }
    }
}
