namespace BitbucketConnections;

/// <summary>Loads the engine and the sandbox apart from the session's other assemblies.</summary>
public interface IEngineLoader
{
    /// <summary>Loads the engine.</summary>
    /// <returns>The engine.</returns>
    IEngine LoadEngine();

    /// <summary>Loads the sandbox.</summary>
    /// <returns>The sandbox host.</returns>
    ISandboxHost LoadSandbox();
}
