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
    private readonly ClientSet _clients;
    private readonly IClock _clock;
    private readonly ServiceCaller _caller;
    private readonly ConsoleLinks _links;
    private readonly CallerAccount _account;
    private readonly ConnectionApis _apis;
    private readonly object _lock = new();

    // Most sessions get or change one thing, so each service is created when it is needed.
    private ConnectionService? _connections;
    private PipelineApi? _pipelineApi;
    private PipelineService? _pipelines;
    private PipelineExecutionService? _executions;
    private ConnectionUsageService? _usage;
    private TagService? _tags;
    private ReviewerAssociationService? _reviews;
    private ChangeServices? _changes;

    public EngineSession(ClientSet clients, string region, CallOrigin origin, IClock clock)
    {
        Region = region;
        _clients = clients;
        _clock = clock;
        var endpoint = clients.Endpoint(region);
        _caller = new ServiceCaller(origin, endpoint, () => clients.Credentials.Source, clock);
        _links = new ConsoleLinks(endpoint);
        _account = new CallerAccount(clients, _caller, region);
        _apis = new ConnectionApis(clients, _caller, _links, _account);
    }

    public string Region { get; }

    public ConnectionService Connections => _connections ?? Create(ref _connections, () => new(_apis, Region, _caller.Diagnostics, _clock));

    public PipelineService Pipelines => _pipelines ?? Create(ref _pipelines, () => new(PipelineCalls));

    public PipelineExecutionService Executions => _executions ?? Create(ref _executions, () => new(PipelineCalls, _clock));

    public IConnectionUsageService Usage => _usage ?? Create(ref _usage, () => new(other => new PipelineApi(_clients, _caller, other, _links), Region));

    public ITagService Tags => _tags ?? Create(ref _tags, () => new(_apis, _clients, _caller));

    public IReviewerAssociationService Reviews => _reviews ?? Create(
        ref _reviews, () => new(other => new ReviewerApi(_clients.CodeGuruReviewer(other), _caller, other), Region, _caller.Diagnostics, _clock));

    public IResourceListService Resources => Changes.Resources;

    public IPipelineEditor Editor => Changes.Editor;

    public IDiagnosisService Diagnosis => Changes.Diagnosis;

    public IPipelineExporter Exporter => new PipelineExporter();

    public PipelineWizard Wizard => Changes.Wizard;

    public ServiceRoleService Roles => Changes.Roles;

    public ArtifactStoreService Stores => Changes.Stores;

    IConnectionService IEngineSession.Connections => Connections;

    IPipelineService IEngineSession.Pipelines => Pipelines;

    IPipelineExecutionService IEngineSession.Executions => Executions;

    IPipelineWizard IEngineSession.Wizard => Wizard;

    IServiceRoleService IEngineSession.Roles => Roles;

    private PipelineApi PipelineCalls => _pipelineApi ?? Create(ref _pipelineApi, () => new(_clients, _caller, Region, _links));

    private ChangeServices Changes => _changes ?? Create(
        ref _changes, () => new(this, _clients, PipelineCalls, _account, new ChangeServices.Calls(_caller, _links, _caller.Diagnostics, _clock)));

    public IServiceRoleRemoval RemoveRoles() => Changes.RemoveRoles();

    public IFleetRun<TItem, TValue> RunFleet<TItem, TValue>(FleetWork<TItem, TValue> work, CancellationToken cancellationToken) =>
        new FleetRun<TItem, TValue>(work.Source, work.Process, work.Limit, cancellationToken);

    // Several inputs can need a service at the same time.
    private T Create<T>(ref T? service, Func<T> create)
        where T : class
    {
        lock (_lock)
        {
            return service ??= create();
        }
    }
}
