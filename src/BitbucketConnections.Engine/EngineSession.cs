using System;
using System.Threading;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Editing;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Export;
using BitbucketConnections.Engine.Fleet;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Removal;
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
    private readonly Func<ServiceRoleRemoval> _removal;

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
        Reviews = new ReviewerAssociationService(other => new ReviewerApi(clients.CodeGuruReviewer(other), caller, other), region, diagnostics, clock);
        var roles = new RoleApi(clients, caller, region);
        var keys = new KeyApi(clients, caller);
        var (audit, resolver) = (new RoleAudit(roles), new KeyResolver(keys, diagnostics));
        var check = new RoleCheck(audit, resolver, account);
        var policies = new PipelineRoles(roles, Pipelines, Executions, resolver, audit, check, diagnostics);
        Roles = new ServiceRoleService(roles, policies, check, diagnostics);
        var projects = new ProjectRoles(new ProjectApi(clients, caller), diagnostics);
        var (clones, builds) = (new FullCloneRights(Roles, audit, projects, diagnostics), new BuildKeyRights(audit, projects, resolver));
        Stores = new ArtifactStoreService(new BucketApi(clients, caller), keys, clock);
        Editor = new PipelineEditor(pipelines, Executions, policies, clones, builds, new ConnectionCheck(Connections, diagnostics), new StoreCheck(Stores), clock);
        _removal = () => new ServiceRoleRemoval(
            roles,
            policies,
            new RoleUsers(() => new PipelineSearch(other => new PipelineApi(clients, caller, other, links), Usage.DefaultRegions([]), Fleets.DefaultLimit, null, _ => true), clock),
            diagnostics);
        Wizard = new PipelineWizard(
            new WizardServices(Pipelines, Executions, Connections, Roles, Stores, diagnostics, clock), pipelines, clones, builds);
    }

    public string Region { get; }

    public IServiceRoleRemoval RemoveRoles() => _removal();

    public IFleetRun<TItem, TValue> RunFleet<TItem, TValue>(FleetWork<TItem, TValue> work, CancellationToken cancellationToken) =>
        new FleetRun<TItem, TValue>(work.Source, work.Process, work.Limit, cancellationToken);

    public ConnectionService Connections { get; }

    public IConnectionUsageService Usage { get; }

    public PipelineService Pipelines { get; }

    public PipelineExecutionService Executions { get; }

    public IPipelineEditor Editor { get; }

    public IPipelineExporter Exporter { get; } = new PipelineExporter();

    public PipelineWizard Wizard { get; }

    public ServiceRoleService Roles { get; }

    public ArtifactStoreService Stores { get; }

    public ITagService Tags { get; }

    public IReviewerAssociationService Reviews { get; }

    IConnectionService IEngineSession.Connections => Connections;

    IPipelineService IEngineSession.Pipelines => Pipelines;

    IPipelineExecutionService IEngineSession.Executions => Executions;

    IPipelineWizard IEngineSession.Wizard => Wizard;

    IServiceRoleService IEngineSession.Roles => Roles;
}
