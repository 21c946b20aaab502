using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>The services that the wizard uses.</summary>
internal sealed record WizardServices(
    PipelineService Pipelines,
    PipelineExecutionService Executions,
    ConnectionService Connections,
    ServiceRoleService Roles,
    ArtifactStoreService Stores,
    IDiagnosticSink Diagnostics,
    IClock Clock)
{
    public void Tell(DiagnosticLevel level, string message) => Diagnostics.Write(new DiagnosticEvent(level, message));
}
