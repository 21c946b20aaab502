using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Loads the engine on first use, separately from the other assemblies of the session. An import of the module does not load it.</summary>
internal static class EngineHost
{
    /// <summary>The AppContext switch that uses the layout of Windows PowerShell on any host, for tests.</summary>
    public const string DesktopLayoutSwitch = "BitbucketConnections.UseDesktopLayout";

    private static readonly Lazy<IEngineLoader> s_loader = new(CreateLoader, LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<IEngine> s_engine = new(() => Load(l => l.LoadEngine()), LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<ISandboxHost> s_sandbox = new(() => Load(l => l.LoadSandbox()), LazyThreadSafetyMode.ExecutionAndPublication);

    private static string? s_warning;

    /// <summary>Gets or sets the replacement for the engine in tests.</summary>
    internal static IEngine? EngineOverride { get; set; }

    /// <summary>Gets or sets the replacement for the sandbox in tests.</summary>
    internal static ISandboxHost? SandboxOverride { get; set; }

    /// <summary>Gets the engine.</summary>
    /// <exception cref="ServiceException">Kind EngineUnavailable.</exception>
    public static IEngine Engine => EngineOverride ?? s_engine.Value;

    /// <summary>Gets the sandbox.</summary>
    /// <exception cref="ServiceException">Kind EngineUnavailable.</exception>
    public static ISandboxHost Sandbox => SandboxOverride ?? s_sandbox.Value;

    /// <summary>Gets the folder of this assembly.</summary>
    internal static string Folder => Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!;

    /// <summary>Returns the warning about how the engine was loaded, only once.</summary>
    /// <returns>The warning, or null.</returns>
    public static string? TakeWarning() => Interlocked.Exchange(ref s_warning, null);

    private static bool IsDesktop =>
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal)
        || (AppContext.TryGetSwitch(DesktopLayoutSwitch, out var isOn) && isOn);

    /// <summary>Attaches the resolve handler again if the module is imported again after its removal.</summary>
    internal static void Resume()
    {
        if (s_loader.IsValueCreated && s_loader.Value is DesktopLoader desktop)
        {
            desktop.Attach();
        }
    }

    private static IEngineLoader CreateLoader()
    {
        if (IsDesktop)
        {
            var folder = Path.Combine(Folder, "netstandard2.0");
            if (DesktopLoader.FindOlderSdk(folder) is { } older)
            {
                s_warning = $"Another module has loaded an older AWSSDK.Core: {older}. Windows PowerShell uses one copy for all modules. "
                    + "Import BitbucketConnections first, or use PowerShell 7.4 or newer.";
            }

            return new DesktopLoader(folder);
        }

        var assembly = Assembly.LoadFrom(Path.Combine(Folder, "BitbucketConnections.Loader.dll"));
        var type = assembly.GetType("BitbucketConnections.Loader.EngineLoader", throwOnError: true)!;
        return (IEngineLoader)Activator.CreateInstance(type, Path.Combine(Folder, "net8.0"))!;
    }

    private static T Load<T>(Func<IEngineLoader, T> load)
    {
        try
        {
            return load(s_loader.Value);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or TypeLoadException
            or TargetInvocationException or MissingMethodException or InvalidCastException)
        {
            throw new ServiceException(
                ServiceErrorKind.EngineUnavailable,
                $"Cannot load the engine in '{Folder}': {(failure.InnerException ?? failure).Message} Install the module again and start a new session.",
                failure);
        }
    }
}
