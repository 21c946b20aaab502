using System;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Diagnosis;
using BitbucketConnections.Engine.Editing;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Logs;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Removal;
using BitbucketConnections.Engine.Resources;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Usage;
using BitbucketConnections.Engine.Wizard;

namespace BitbucketConnections.Engine;

/// <summary>The services of a session that create and change pipelines, and the roles and stores that they need.</summary>
internal sealed class ChangeServices
{
    private readonly Func<ServiceRoleRemoval> _removal;
    private readonly Func<DiagnosisService> _diagnosis;

    public ChangeServices(EngineSession session, ClientSet clients, PipelineApi pipelines, CallerAccount account, Calls calls)
    {
        var (caller, links, diagnostics, clock) = calls;
        var region = session.Region;
        var roles = new RoleApi(clients, caller, region);
        var keys = new KeyApi(clients, caller);
        var (audit, resolver) = (new RoleAudit(roles), new KeyResolver(keys, diagnostics));
        var check = new RoleCheck(audit, resolver, account);
        var policies = new PipelineRoles(roles, session.Pipelines, session.Executions, resolver, audit, check, diagnostics);
        Roles = new ServiceRoleService(roles, policies, check, diagnostics, clock);
        var projectApi = new ProjectApi(clients, caller);
        var projects = new ProjectRoles(projectApi, diagnostics);
        var references = new ReferenceCheck(projectApi, roles, account, diagnostics, isCustomEndpoint: clients.Endpoint(region) is not null);
        var (clones, builds) = (new FullCloneRights(Roles, audit, projects, diagnostics), new BuildKeyRights(audit, projects, resolver));
        var buckets = new BucketApi(clients, caller);
        Stores = new ArtifactStoreService(buckets, keys, account, clock);
        Resources = new ResourceListService(region, projectApi, buckets, keys, roles);
        Editor = new PipelineEditor(
            pipelines, session.Executions, policies, clones, builds, new ConnectionCheck(session.Connections, diagnostics, clock), new StoreCheck(Stores), references, clock);
        _removal = () => new ServiceRoleRemoval(
            roles,
            policies,
            new RoleUsers(
                () => new PipelineSearch(other => new PipelineApi(clients, caller, other, links), session.Usage.DefaultRegions([]), Fleets.DefaultLimit, null, _ => true), clock),
            diagnostics);
        PipelineExecutionService ExecutionsOf(PipelineApi api) => new(api, new PipelineLogService(api, new LogApi(clients, caller), clock), clock);

        ExecutionChecks ExecutionChecksOf(string other)
        {
            var executions = other == region ? session.Executions : ExecutionsOf(new PipelineApi(clients, caller, other, links));
            return new ExecutionChecks(executions, new BranchEvidence(executions, arn => session.Usage.Search(new ConnectionUsageQuery { ConnectionArns = [arn], Regions = [other] })));
        }

        _diagnosis = () => new DiagnosisService(
            new DiagnosisService.Checks(
                new ConnectionChecks(session.Connections),
                new ServiceRoleChecks(roles, account),
                new CallerChecks(roles, account),
                new StoreChecks(Stores, buckets, keys),
                new BuildChecks(projectApi, roles, isCustomEndpoint: clients.Endpoint(region) is not null),
                ExecutionChecksOf,
                new TriggerExplanation(new ConnectionChecks(session.Connections), session.Executions, ExecutionChecksOf(region)),
                new SourceRun(session.Executions, clock)),
            account,
            session.Usage,
            resolver);
        Wizard = new PipelineWizard(
            new WizardServices(session.Pipelines, session.Executions, session.Connections, Roles, Stores, diagnostics, clock), pipelines, clones, builds, references);
    }

    public PipelineEditor Editor { get; }

    public DiagnosisService Diagnosis => _diagnosis();

    public PipelineWizard Wizard { get; }

    public ServiceRoleService Roles { get; }

    public ArtifactStoreService Stores { get; }

    public ResourceListService Resources { get; }

    public ServiceRoleRemoval RemoveRoles() => _removal();

    /// <summary>What the services of a session call with.</summary>
    internal sealed record Calls(ServiceCaller Caller, ConsoleLinks Links, IDiagnosticSink Diagnostics, IClock Clock);
}
