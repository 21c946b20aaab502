using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>The shared SDK service: opens sessions that share clients if their settings are equal.</summary>
public interface IEngine
{
    /// <summary>Opens a session without AWS calls. Resolves the Region now, and the credentials with the first call.</summary>
    /// <param name="settings">The settings of the caller.</param>
    /// <param name="diagnostics">Receives the session's messages.</param>
    /// <returns>The session. Its clients are shared.</returns>
    /// <exception cref="ServiceException">The Region was not found, or the profile is not valid.</exception>
    IEngineSession Open(SessionSettings settings, IDiagnosticSink diagnostics);

    /// <summary>Lists the profiles of the shared files, and on Windows of the SDK's own store. Makes no AWS calls.</summary>
    /// <param name="profileLocation">The path of the credentials file; null for the default locations.</param>
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

    /// <summary>Gets the service that finds the pipelines that use connections.</summary>
    IConnectionUsageService Usage { get; }

    /// <summary>Gets the pipelines.</summary>
    IPipelineService Pipelines { get; }

    /// <summary>Gets the service for executions of pipelines.</summary>
    IPipelineExecutionService Executions { get; }

    /// <summary>Gets the editor of existing pipelines.</summary>
    IPipelineEditor Editor { get; }

    /// <summary>Gets the service that checks connections, pipelines and definitions.</summary>
    IDiagnosisService Diagnosis { get; }

    /// <summary>Gets the exporter of pipelines for other tools.</summary>
    IPipelineExporter Exporter { get; }

    /// <summary>Gets the wizard that creates a pipeline with all its resources.</summary>
    IPipelineWizard Wizard { get; }

    /// <summary>Gets the roles.</summary>
    IServiceRoleService Roles { get; }

    /// <summary>Starts the removal of service roles for one command. Makes no AWS calls yet.</summary>
    /// <returns>The removal, which is shared by all pipelines of the command.</returns>
    IServiceRoleRemoval RemoveRoles();

    /// <summary>Prepares work on many items in parallel, in the order of the items. A <see cref="ServiceException"/> is the outcome of its item.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TValue">The type of the results.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Cancels the work: no more items are started, and the work on started items is cancelled.</param>
    /// <returns>The work, which is not started yet.</returns>
    IFleetRun<TItem, TValue> RunFleet<TItem, TValue>(FleetWork<TItem, TValue> work, System.Threading.CancellationToken cancellationToken);

    /// <summary>Gets the tags of connections and pipelines.</summary>
    ITagService Tags { get; }

    /// <summary>Gets the associations with CodeGuru Reviewer.</summary>
    IReviewerAssociationService Reviews { get; }

    /// <summary>Gets the lists of the resources that pipelines can use.</summary>
    IResourceListService Resources { get; }
}
