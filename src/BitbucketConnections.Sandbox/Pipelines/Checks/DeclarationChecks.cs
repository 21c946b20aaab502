using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>All checks of CreatePipeline and UpdatePipeline, in the order that the sandbox makes them.</summary>
internal static class DeclarationChecks
{
    /// <summary>Checks a declaration whose shape is right.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AwsErrorException">A rule is broken.</exception>
    public static void Check(PipelineDeclaration declaration, ServiceCall call)
    {
        StageChecks.Check(declaration);
        ActionChecks.Check(declaration, call.Region);
        ArtifactChecks.CheckWiring(declaration);
        V2FeatureChecks.Check(declaration);
        ArtifactChecks.CheckStores(declaration, call.Region);
        RoleChecks.Check(declaration, call);
    }
}
