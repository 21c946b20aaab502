using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Checks a role before a pipeline uses it: the role exists, CodePipeline can assume it, and it has the permissions. Writes nothing.</summary>
internal sealed class RoleCheck
{
    private readonly RoleAudit _audit;
    private readonly KeyResolver _keys;
    private readonly CallerAccount _caller;

    public RoleCheck(RoleAudit audit, KeyResolver keys, CallerAccount caller)
    {
        _audit = audit;
        _keys = keys;
        _caller = caller;
    }

    /// <summary>Checks the role of a definition.</summary>
    /// <param name="definition">The definition, with its role.</param>
    /// <param name="isPolicyWritten">Whether the command will write the policy of the pipeline to the role.</param>
    /// <param name="isNew">Whether the pipeline does not exist yet, so a command that changes it can run only later.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The warnings.</returns>
    /// <exception cref="ServiceException">The role does not exist, or does not trust CodePipeline.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(Pipeline definition, bool isPolicyWritten, bool isNew, CancellationToken cancellationToken)
    {
        if (definition.RoleArn is not { } roleArn || !Arn.TryParse(roleArn, out var role))
        {
            return [];
        }

        var resolved = await _keys.ResolveAsync(definition, cancellationToken).ConfigureAwait(false);
        var statements = ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = resolved, AccountId = role.AccountId });
        var result = await _audit.RunAsync(roleArn, RoleRequirement.Of(resolved, statements), isPolicyWritten ? statements : [], cancellationToken).ConfigureAwait(false);

        // GetRole reads only the caller's account.
        var caller = result is null ? await _caller.FindAsync(cancellationToken).ConfigureAwait(false)
            : result.Documents.Role?.Arn is { } found && Arn.TryParse(found, out var own) ? own.AccountId : null;
        if (caller is not null && caller != role.AccountId)
        {
            return [$"The role {roleArn} belongs to the account {role.AccountId}, so its policies can't be read and its permissions are not known. The role of a pipeline must be in the account of the pipeline."];
        }

        if (result?.Documents.IsOf(roleArn) != true)
        {
            throw new ServiceException(
                ServiceErrorKind.NotFound,
                $"The role {roleArn} was not found.{(result?.Documents.Role is { } other ? $" The role with this name is {other.Arn}." : string.Empty)}")
            {
                Condition = "RoleNotFound",
            };
        }

        return [.. Trust(definition, result, role.AccountId), .. RoleAuditText.Warnings(result, $"the pipeline '{definition.Name}' needs", missing => Remedy(definition, missing, isNew))];
    }

    /// <summary>Makes the ARN of a pipeline in the account of its role.</summary>
    public static string PipelineArn(Pipeline definition, string accountId) =>
        $"arn:{AwsPartition.Of(definition.Region)}:codepipeline:{definition.Region}:{accountId}:{definition.Name}";

    /// <summary>Gets the commands that add missing permissions.</summary>
    public static string Remedy(Pipeline definition, IReadOnlyList<PolicyStatement> missing, bool isNew)
    {
        var grant = $"Set-BitbucketPipeline -PipelineName '{definition.Name}' -Region {definition.Region} -GrantRole";
        if (missing.Any(statement => statement.Sid != ConnectionPermissions.Sid))
        {
            return $"To add them, run{(isNew ? " after the creation" : string.Empty)}: {grant}";
        }

        var arns = string.Join(",", missing.SelectMany(statement => statement.Resources).Distinct(StringComparer.Ordinal));
        return $"To add them, run: Grant-BitbucketConnectionAccess -RoleName {PipelineNameRules.RoleNameOf(definition.RoleArn!)} -ConnectionArn {arns}";
    }

    private static IEnumerable<string> Trust(Pipeline definition, RoleAuditResult result, string accountId)
    {
        // Without GetRole, the warning of the permissions would not mention the trust policy if all are missing.
        if (result.Documents.Role is not { } role)
        {
            var unread = result.Documents.Unread[0];
            return result.Unknown.Count > 0 ? [] : [$"The role {definition.RoleArn} was not checked, because {unread.What} can't be read: {unread.Reason}"];
        }

        var (document, arn) = (RoleApi.Decode(role.AssumeRolePolicyDocument), PipelineArn(definition, accountId));
        return RoleTrust.Of(document, role.Arn!, arn) switch
        {
            RightState.Missing => throw RoleTrust.Mismatch(document, role.Arn!, arn),
            RightState.Unknown => [$"It is not known whether {ServiceRoleService.Service} can assume the role {role.Arn}: its trust policy has conditions that can't be evaluated here."],
            _ => [],
        };
    }
}
