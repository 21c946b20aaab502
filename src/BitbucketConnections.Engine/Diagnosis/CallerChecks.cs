using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>
/// Checks whether the identity of the credentials can pass the roles and connections of a pipeline, which creating or changing it requires. IAM's simulator
/// evaluates the policies, because the policies of a user or session can't all be read.
/// </summary>
internal sealed class CallerChecks
{
    private const string PassRole = "CallerPassRole";
    private const string PassConnection = "CallerPassConnection";
    private const string BuildService = "codebuild.amazonaws.com";
    private readonly RoleApi _roles;
    private readonly CallerAccount _caller;

    public CallerChecks(RoleApi roles, CallerAccount caller)
    {
        _roles = roles;
        _caller = caller;
    }

    /// <summary>Adds the checks.</summary>
    public async Task AddAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        var identity = await _caller.FindIdentityAsync(cancellationToken).ConfigureAwait(false);
        if (identity?.Arn is not { } arn || !Arn.TryParse(arn, out var parsed))
        {
            list.Unknown(PassRole, "It is not known whose credentials these are, so it is not known whether they can pass the role of the pipeline.", "To make this check, allow sts:GetCallerIdentity for your own identity.");
            return;
        }

        if (parsed.Resource == "root")
        {
            list.Passed(PassRole, "The credentials are those of the root of the account, which can pass every role.");
            return;
        }

        try
        {
            var principal = await PrincipalAsync(parsed, arn, cancellationToken).ConfigureAwait(false);
            foreach (var (role, service) in Roles(subject.Definition))
            {
                var decisions = await _roles.SimulateAsync(principal, ["iam:PassRole"], [role], new Dictionary<string, string> { ["iam:PassedToService"] = service }, cancellationToken).ConfigureAwait(false);
                AddRole(list, principal, role, service, decisions);
            }

            foreach (var connection in PipelineSource.All(subject.Definition.Stages).Select(source => source.ConnectionArn).OfType<string>().Where(one => ConnectionRules.TryParseArn(one, out _)).Distinct())
            {
                var actions = new[] { ConnectionRules.CodeStarConnectionsService, ConnectionRules.CodeConnectionsService }.Select(service => service + ":PassConnection").ToList();
                AddConnection(list.About(connection), principal, connection, await _roles.SimulateAsync(principal, actions, [connection], new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false));
            }
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(PassRole, $"It is not known whether {arn} can pass the role and the connection of the pipeline", "iam:SimulatePrincipalPolicy", failure);
        }
    }

    // A build with a role of the action passes this role to CodeBuild (CodePipeline user guide, "CodeBuild action reference").
    private static IEnumerable<(string Role, string Service)> Roles(Pipeline definition)
    {
        var builds = from action in definition.Stages.SelectMany(stage => stage.Actions)
                     where action.ActionTypeId.Provider == "CodeBuild"
                     let role = FullCloneBuild.Value(action, "ServiceRoleArnOverride")
                     where role is not null && !TemplateValue.HasVariableIn(role)
                     select (role, BuildService);
        return (definition.RoleArn is { } own ? builds.Prepend((own, ServiceRoleService.Service)) : builds).Where(pair => Arn.TryParse(pair.Item1, out _)).Distinct();
    }

    private static void AddRole(CheckList list, string principal, string role, string service, IReadOnlyList<SimulatedDecision> decisions)
    {
        if (decisions.Count > 0 && decisions.All(decision => decision.IsAllowed))
        {
            list.Passed(PassRole, $"{principal} can pass the role {role} to {service}.");
        }
        else
        {
            list.Failed(
                PassRole,
                $"{principal} can't pass the role {role} to {service}{Why(decisions)}, so it can't create or change the pipeline. The service role itself is not the reason.",
                $"Allow iam:PassRole on {role} for {principal}.",
                $"aws iam simulate-principal-policy --policy-source-arn {principal} --action-names iam:PassRole --resource-arns {role}");
        }
    }

    private static void AddConnection(CheckList list, string principal, string connection, IReadOnlyList<SimulatedDecision> decisions)
    {
        var missing = decisions.Where(decision => !decision.IsAllowed).ToList();
        var remedy = $"Allow {string.Join(" and ", missing.Select(decision => decision.Action))} on {connection} for {principal}.";
        var command = $"aws iam simulate-principal-policy --policy-source-arn {principal} --action-names {string.Join(" ", decisions.Select(decision => decision.Action))} --resource-arns {connection}";
        if (missing.Count == 0 && decisions.Count > 0)
        {
            list.Passed(PassConnection, $"{principal} can pass the connection to a pipeline.");
        }
        else if (missing.Count == decisions.Count)
        {
            list.Failed(PassConnection, $"{principal} can't pass the connection {connection} to a pipeline{Why(decisions)}, so it can't create or change the pipeline.", remedy, command);
        }
        else
        {
            // AWS renamed the service, and which of the two actions a call needs depends on how the connection was created.
            list.Warning(PassConnection, $"{principal} has only one of the two permissions for passing a connection: {missing[0].Action} is missing.", remedy, command);
        }
    }

    private static string Why(IReadOnlyList<SimulatedDecision> decisions) =>
        decisions.Any(decision => decision.IsClosedByOrganization) ? ", because a service control policy does not allow it"
        : decisions.Any(decision => decision.Decision == "explicitDeny") ? ", because a policy denies it" : string.Empty;

    // The simulator knows the role of a session, not the session. The path of the role is not in the ARN of the session.
    private async Task<string> PrincipalAsync(Arn caller, string arn, CancellationToken cancellationToken)
    {
        if (!caller.Resource.StartsWith("assumed-role/", StringComparison.Ordinal))
        {
            return arn;
        }

        var name = caller.Resource.Split('/')[1];
        return (await _roles.FindAsync(name, cancellationToken).ConfigureAwait(false))?.Arn ?? $"arn:{caller.Partition}:iam::{caller.AccountId}:role/{name}";
    }
}
