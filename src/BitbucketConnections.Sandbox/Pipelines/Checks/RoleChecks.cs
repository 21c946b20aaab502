using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pipelines.Authorization;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks roles. CodePipeline must be able to assume the service role, and the service role the roles of the actions.</summary>
internal static class RoleChecks
{
    /// <summary>Checks the roles of a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AwsErrorException">A role does not exist, is still propagating, or does not trust its caller.</exception>
    public static void Check(PipelineDeclaration declaration, ServiceCall call)
    {
        if (!RoleAccess.IsOpenToService(call.State, declaration.RoleArn, PipelineScope.Service, PipelineArn(call, declaration)))
        {
            throw DeclarationErrors.Structure($"CodePipeline is not authorized to perform AssumeRole on role {declaration.RoleArn}");
        }

        foreach (var action in declaration.Actions)
        {
            if (action.RoleArn is { } arn && !IsTrusted(call, arn, declaration.RoleArn))
            {
                throw DeclarationErrors.Structure($"{declaration.RoleArn} is not authorized to perform AssumeRole on role {arn}");
            }
        }
    }

    private static string PipelineArn(ServiceCall call, PipelineDeclaration declaration) =>
        $"arn:{call.Partition}:codepipeline:{call.Region}:{call.AccountId}:{declaration.Name}";

    // Only the trust policy is checked here. The service role's own permission to assume the role is needed when the action runs.
    private static bool IsTrusted(ServiceCall call, string arn, string serviceRole) =>
        new ServiceSession(call.State, serviceRole, call.Region).IsTrustedBy(arn);
}
