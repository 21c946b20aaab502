using System.Threading;

namespace BitbucketConnections.Tests;

/// <summary>The session of the fake: one class for each service, over the state of the engine.</summary>
internal sealed class FakeSession(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IEngineSession
{
    public string Region => region;

    public IConnectionService Connections { get; } = new FakeConnections(engine, region, diagnostics);

    public IPipelineService Pipelines { get; } = new FakePipelines(engine, diagnostics);

    public IPipelineExecutionService Executions { get; } = new FakeExecutions(engine, region, diagnostics);

    public IFleetRun<TItem, TValue> RunFleet<TItem, TValue>(FleetWork<TItem, TValue> work, CancellationToken cancellationToken)
    {
        engine.Limits.Add(work.Limit);
        return new FakeFleetRun<TItem, TValue>(work, cancellationToken);
    }

    public ITagService Tags { get; } = new FakeTags(engine, region, diagnostics);

    public IPipelineWizard Wizard { get; } = new FakeWizard(engine, region, diagnostics);

    public IServiceRoleService Roles { get; } = new FakeRoles(engine, region, diagnostics);

    public IServiceRoleRemoval RemoveRoles() => new FakeRoleRemoval(engine, diagnostics);

    public IPipelineEditor Editor { get; } = new FakeEditor(engine, diagnostics);

    public IConnectionUsageService Usage { get; } = new FakeUsage(engine, diagnostics);

    public IReviewerAssociationService Reviews { get; } = new FakeReviews(engine, region, diagnostics);

    public IResourceListService Resources { get; } = new FakeResources(engine, diagnostics);

    public IPipelineExporter Exporter { get; } = new FakeExporter();

    public IDiagnosisService Diagnosis { get; } = new FakeDiagnosis(engine, diagnostics);
}
