using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Runs all checks of CreatePipeline and UpdatePipeline, in the order of the sandbox.</summary>
internal static class DeclarationChecks
{
    /// <summary>Checks a declaration that matches its shape.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void Check(PipelineDeclaration declaration, ServiceCall call)
    {
        StageChecks.Check(declaration);
        ActionChecks.Check(declaration, call.Region);
        ArtifactChecks.CheckWiring(declaration);
        V2FeatureChecks.Check(declaration);
        VariableReferenceChecks.Check(declaration);
        ArtifactChecks.CheckStores(declaration, call.Region);
        RoleChecks.Check(declaration, call);
    }
}
