using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>The shared SDK service: opens sessions over one client per settings.</summary>
public interface IEngine
{
    /// <summary>Opens a session without a call. The Region is found now, the credentials with the first call.</summary>
    /// <param name="settings">What the caller said.</param>
    /// <param name="diagnostics">Where the session's messages go.</param>
    /// <returns>The session; cheap, its clients are shared.</returns>
    /// <exception cref="ServiceException">No Region, or an unusable profile.</exception>
    IEngineSession Open(SessionSettings settings, IDiagnosticSink diagnostics);

    /// <summary>Lists the profiles of the shared files, and on Windows of the SDK's own store, without a call.</summary>
    /// <param name="profileLocation">The path of the credentials file; null for the usual places.</param>
    /// <returns>The names, in their order.</returns>
    /// <exception cref="ServiceException">Kind ProfileInvalid: a file can't be read.</exception>
    IReadOnlyList<string> ListProfiles(string? profileLocation);
}

/// <summary>The services, for one Region and one identity.</summary>
public interface IEngineSession
{
    /// <summary>Gets the Region.</summary>
    string Region { get; }

    /// <summary>Gets the connections.</summary>
    IConnectionService Connections { get; }

    /// <summary>Gets what finds the pipelines that use connections.</summary>
    IConnectionUsageService Usage { get; }

    /// <summary>Gets the pipelines.</summary>
    IPipelineService Pipelines { get; }

    /// <summary>Gets the runs of pipelines.</summary>
    IPipelineExecutionService Executions { get; }

    /// <summary>Gets what changes existing pipelines.</summary>
    IPipelineEditor Editor { get; }

    /// <summary>Gets what writes pipelines for other tools.</summary>
    IPipelineExporter Exporter { get; }

    /// <summary>Gets the wizard that creates a pipeline with all it needs.</summary>
    IPipelineWizard Wizard { get; }

    /// <summary>Gets the roles.</summary>
    IServiceRoleService Roles { get; }

    /// <summary>Gets the tags of connections and pipelines.</summary>
    ITagService Tags { get; }
}
