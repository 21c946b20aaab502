using System;
using System.Linq;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Determines whether the trust policy of a role lets CodePipeline assume it for a pipeline.</summary>
internal static class RoleTrust
{
    private const string AssumeRole = "sts:AssumeRole";

    /// <summary>Evaluates a trust policy.</summary>
    /// <param name="document">The trust policy.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="pipelineArn">The pipeline.</param>
    /// <returns>Whether CodePipeline can assume the role.</returns>
    public static RightState Of(string? document, string roleArn, string pipelineArn)
    {
        if (PolicyText.TryRead(document, IamPolicyKind.Trust) is not { } policy)
        {
            return RightState.Unknown;
        }

        return Decide(policy, roleArn, pipelineArn, IamMissingKeys.Unfavorable).IsAllowed ? RightState.Allowed
            : Decide(policy, roleArn, pipelineArn, IamMissingKeys.Favorable).IsAllowed ? RightState.Unknown
            : RightState.Missing;
    }

    /// <summary>Determines whether a role trusts CodePipeline and nobody else.</summary>
    public static bool IsOnlyCodePipeline(string? document) =>
        PolicyText.TryRead(document, IamPolicyKind.Trust) is { } policy && policy.Statements.All(statement =>
            statement.IsAllow && statement.Principals is { IsNegated: false } principals && principals.ByType.All(type =>
                type.Key == "Service" && type.Value.All(service => service == ServiceRoleService.Service)));

    /// <summary>Makes the error of a role that CodePipeline can't assume.</summary>
    public static ServiceException Mismatch(string? document, string roleArn, string pipelineArn)
    {
        var policy = PolicyText.TryRead(document, IamPolicyKind.Trust);
        var services = TrustPolicy.Services(document);
        var decision = policy is null ? null : Decide(policy, roleArn, pipelineArn, IamMissingKeys.Favorable);
        var remedy = $"Change its trust policy so that {ServiceRoleService.Service} can assume it, or specify another role.";
        var reason = decision?.Outcome == IamOutcome.ExplicitDeny ? $"denies {ServiceRoleService.Service} {AssumeRole}{(decision.Statement?.Sid is { } sid ? $" in its statement '{sid}'" : string.Empty)}"
            : services.Contains(ServiceRoleService.Service) ? $"lets {ServiceRoleService.Service} assume it only under conditions that the pipeline {pipelineArn} does not meet"
            : null;
        return new ServiceException(
            ServiceErrorKind.InvalidInput,
            reason is not null
                ? $"The role {roleArn} exists, but its trust policy {reason}. {remedy}"
                : $"The role {roleArn} exists and trusts {(services.Count == 0 ? "no service" : string.Join(", ", services))}, not {ServiceRoleService.Service}. Add {ServiceRoleService.Service} to its trust policy, or specify another role.")
        {
            Condition = "RoleTrustMismatch",
        };
    }

    private static IamDecision Decide(IamPolicy policy, string roleArn, string pipelineArn, IamMissingKeys missing)
    {
        var request = new IamRequest(IamPrincipal.Service(ServiceRoleService.Service), AssumeRole, roleArn) { MissingKeys = missing }.With("aws:SourceArn", pipelineArn);
        if (Arn.TryParse(pipelineArn, out var pipeline))
        {
            request.With("aws:SourceAccount", pipeline.AccountId);
        }

        return IamEvaluator.Evaluate(request, new IamPolicySet { Resource = policy, IsResourcePolicyRequired = true });
    }
}
