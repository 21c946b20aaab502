using System;
using System.Threading;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Export;
using BitbucketConnections.Engine.Fleet;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Reviews;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Tags;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Usage;
using BitbucketConnections.Engine.Wizard;

namespace BitbucketConnections.Engine;

/// <summary>The services of one Region and identity, with the diagnostic sink of one caller.</summary>
internal sealed class EngineSession : IEngineSession
{
    // Most sessions get or change one thing, so only the services that all others need are created at once.
    private readonly Lazy<ChangeServices> _changes;
    private readonly Lazy<ReviewerAssociationService> _reviews;

    public EngineSession(ClientSet clients, string region, CallOrigin origin, IClock clock)
    {
        var diagnostics = origin.Diagnostics;
        Region = region;
        var endpoint = clients.Endpoint(region);
        var caller = new ServiceCaller(origin, endpoint, () => clients.Credentials.Source, clock);
        var links = new ConsoleLinks(endpoint);
        var account = new CallerAccount(clients, caller, region);
        var connections = new ConnectionApis(clients, caller, links, account);
        Connections = new ConnectionService(connections, region, diagnostics, clock);
        var pipelines = new PipelineApi(clients, caller, region, links);
        Usage = new ConnectionUsageService(other => new PipelineApi(clients, caller, other, links), region);
        Pipelines = new PipelineService(pipelines);
        Executions = new PipelineExecutionService(pipelines, clock);
        Tags = new TagService(connections, clients, caller);
        _reviews = new(() => new ReviewerAssociationService(other => new ReviewerApi(clients.CodeGuruReviewer(other), caller, other), region, diagnostics, clock));
        _changes = new(() => new ChangeServices(this, clients, pipelines, account, new ChangeServices.Calls(caller, links, diagnostics, clock)));
    }

    public string Region { get; }

    public IServiceRoleRemoval RemoveRoles() => _changes.Value.RemoveRoles();

    public IFleetRun<TItem, TValue> RunFleet<TItem, TValue>(FleetWork<TItem, TValue> work, CancellationToken cancellationToken) =>
        new FleetRun<TItem, TValue>(work.Source, work.Process, work.Limit, cancellationToken);

    public ConnectionService Connections { get; }

    public IConnectionUsageService Usage { get; }

    public PipelineService Pipelines { get; }

    public PipelineExecutionService Executions { get; }

    public IPipelineEditor Editor => _changes.Value.Editor;

    public IPipelineExporter Exporter => new PipelineExporter();

    public PipelineWizard Wizard => _changes.Value.Wizard;

    public ServiceRoleService Roles => _changes.Value.Roles;

    public ArtifactStoreService Stores => _changes.Value.Stores;

    public ITagService Tags { get; }

    public IReviewerAssociationService Reviews => _reviews.Value;

    IConnectionService IEngineSession.Connections => Connections;

    IPipelineService IEngineSession.Pipelines => Pipelines;

    IPipelineExecutionService IEngineSession.Executions => Executions;

    IPipelineWizard IEngineSession.Wizard => Wizard;

    IServiceRoleService IEngineSession.Roles => Roles;
}
