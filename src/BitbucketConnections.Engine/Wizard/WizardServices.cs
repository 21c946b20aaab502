using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>What the wizard works with.</summary>
internal sealed record WizardServices(
    IPipelineService Pipelines,
    IPipelineExecutionService Executions,
    IConnectionService Connections,
    IServiceRoleService Roles,
    PipelineRoles Policies,
    ArtifactStoreService Stores,
    IDiagnosticSink Diagnostics,
    IClock Clock)
{
    public void Tell(DiagnosticLevel level, string message) => Diagnostics.Write(new DiagnosticEvent(level, message));
}
