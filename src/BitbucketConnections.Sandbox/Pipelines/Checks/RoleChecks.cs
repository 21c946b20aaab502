using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks roles. CodePipeline must be able to assume the service role, and the service role the roles of the actions.</summary>
internal static class RoleChecks
{
    private const string ServicePrincipal = "codepipeline.amazonaws.com";

    /// <summary>Checks the roles of a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AwsErrorException">A role does not exist, is still propagating, or does not trust its caller.</exception>
    public static void Check(PipelineDeclaration declaration, ServiceCall call)
    {
        if (!RoleAccess.IsOpenToService(call, declaration.RoleArn, ServicePrincipal))
        {
            throw DeclarationErrors.Structure($"CodePipeline is not authorized to perform AssumeRole on role {declaration.RoleArn}");
        }

        foreach (var action in declaration.Actions)
        {
            if (action.Json.Text("roleArn") is { } arn && !RoleAccess.IsOpenToPrincipal(call, arn, declaration.RoleArn))
            {
                throw DeclarationErrors.Structure($"{declaration.RoleArn} is not authorized to perform AssumeRole on role {arn}");
            }
        }
    }
}
