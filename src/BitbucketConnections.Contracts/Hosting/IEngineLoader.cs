namespace BitbucketConnections;

/// <summary>Loads the engine and the sandbox separately from the other assemblies of the session.</summary>
public interface IEngineLoader
{
    /// <summary>Loads the engine.</summary>
    /// <returns>The engine.</returns>
    IEngine LoadEngine();

    /// <summary>Loads the sandbox.</summary>
    /// <returns>The sandbox host.</returns>
    ISandboxHost LoadSandbox();
}
