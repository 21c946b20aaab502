using BitbucketConnections.Sandbox.Services;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>All rules that CodePipeline checks before it takes a declaration, in the order the sandbox checks them.</summary>
internal static class PipelineRules
{
    /// <summary>Checks a declaration whose shape is right.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AwsErrorException">A rule is broken.</exception>
    public static void Check(Declaration declaration, ServiceCall call)
    {
        StageRules.Check(declaration);
        ActionRules.Check(declaration, call.Region);
        ArtifactRules.CheckWiring(declaration);
        TriggerRules.Check(declaration);
        ArtifactRules.CheckStores(declaration, call.Region);
        RoleRules.Check(declaration, call);
    }
}
