using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks the service role of a pipeline: it exists, CodePipeline can assume it, and its own policies allow what the pipeline does.</summary>
internal sealed class ServiceRoleChecks
{
    private readonly RoleDocumentReader _reader;
    private readonly RightSimulator _simulator;
    private readonly CallerAccount _caller;

    public ServiceRoleChecks(RoleApi api, CallerAccount caller)
    {
        _reader = new RoleDocumentReader(api);
        _simulator = new RightSimulator(api);
        _caller = caller;
    }

    /// <summary>Adds the checks.</summary>
    /// <param name="list">The list.</param>
    /// <param name="subject">The pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The documents of the role; null if there is no role, or it can't be read.</returns>
    public async Task<RoleDocuments?> AddAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Definition.RoleArn is not { } roleArn)
        {
            list.Passed("RoleExists", "The definition has no service role. New-BitbucketPipeline creates one with the permissions that the pipeline needs.");
            return null;
        }

        if (!Arn.TryParse(roleArn, out var role))
        {
            return null;
        }

        if (await _caller.FindAsync(cancellationToken).ConfigureAwait(false) is { } account && account != role.AccountId)
        {
            list.Failed(
                "RoleExists",
                $"The role {roleArn} belongs to the account {role.AccountId}, and the credentials to {account}. The role of a pipeline must be in the account of the pipeline.",
                "Specify a role of the account of the pipeline.",
                subject.Set("-RoleArn ROLE"));
            return null;
        }

        var documents = await _reader.ReadAsync(PipelineNameRules.RoleNameOf(roleArn), cancellationToken).ConfigureAwait(false);
        if (documents?.IsOf(roleArn) != true)
        {
            list.Failed(
                "RoleExists",
                $"The role {roleArn} was not found.{(documents?.Role is { } other ? $" The role with this name is {other.Arn}." : string.Empty)}",
                "Create the role, or specify another one.",
                subject.Exists
                    ? $"Get-BitbucketPipeline {PasteText.Of(subject.Definition.Name)} -Region {subject.Definition.Region} | New-BitbucketServiceRole -RoleName {PasteText.Of(PipelineNameRules.RoleNameOf(roleArn))}"
                    : null);
            return null;
        }

        AddTrust(list, subject, roleArn, documents, role.AccountId);
        var statements = ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = subject.Resolved, AccountId = role.AccountId });
        var audited = RoleAudit.Evaluate(documents, roleArn, RoleRequirement.Of(subject.Resolved, statements), []);
        AddPermissions(list, subject, new RoleAuditResult(documents, await _simulator.SettleAsync(roleArn, audited.Rights, cancellationToken).ConfigureAwait(false)));
        return documents;
    }

    private static void AddTrust(CheckList list, CheckSubject subject, string roleArn, RoleDocuments documents, string accountId)
    {
        if (documents.Role is not { } role)
        {
            list.Unknown("RoleTrust", $"The role {roleArn} can't be read, so it is not known whether it exists and whether CodePipeline can assume it: {documents.Unread[0].Reason}", "To make this check, allow iam:GetRole for your own identity.");
            return;
        }

        list.Passed("RoleExists", $"The role {roleArn} exists.");
        var (document, pipelineArn) = (RoleApi.Decode(role.AssumeRolePolicyDocument), RoleCheck.PipelineArn(subject.Definition, accountId));
        switch (RoleTrust.Of(document, roleArn, pipelineArn))
        {
            case RightState.Allowed:
                list.Passed("RoleTrust", $"{ServiceRoleService.Service} can assume the role.");
                break;
            case RightState.Missing:
                list.Failed(
                    "RoleTrust",
                    RoleTrust.Mismatch(document, roleArn, pipelineArn).Message,
                    command: $"aws iam get-role --role-name {documents.RoleName} --query Role.AssumeRolePolicyDocument");
                break;
            default:
                list.Unknown("RoleTrust", $"The trust policy of the role {roleArn} has conditions that can't be evaluated here.", "Compare its conditions with the ARN of the pipeline.", $"aws iam get-role --role-name {documents.RoleName}");
                break;
        }
    }

    private static void AddPermissions(CheckList list, CheckSubject subject, RoleAuditResult result)
    {
        var name = result.Documents.RoleName;
        if (result.Missing is { Count: > 0 } missing)
        {
            list.Failed(
                "RolePermissions",
                $"The role '{name}' does not have permissions that the pipeline needs: {RoleAuditText.Joined(missing)}.",
                "Add the permissions.",
                Grant(subject, missing));
        }

        foreach (var blocked in result.Blocked)
        {
            list.Failed(
                "RolePermissions",
                $"The role '{name}' can't use permissions that the pipeline needs, because {blocked.Key}: {RoleAuditText.Joined(RoleAuditResult.Grouped(blocked))}.",
                "Another policy can't add them: change the policy that prevents them.");
        }

        if (result.Unknown is { Count: > 0 } unknown)
        {
            list.Unknown(
                "RolePermissions",
                RoleAuditText.Open(result, "the pipeline needs", unknown),
                result.Documents.Unread.Count > 0 ? "To make this check, allow iam:GetRole, iam:ListRolePolicies, iam:GetRolePolicy, iam:ListAttachedRolePolicies, iam:GetPolicy and iam:GetPolicyVersion for your own identity." : null);
        }

        if (result.Rights.Count > 0 && result.Rights.All(right => right.State == RightState.Allowed))
        {
            list.Passed("RolePermissions", $"The policies of the role '{name}' allow what the pipeline does. Service control policies and the policies of resources of other accounts are not known.");
        }
    }

    private static string Grant(CheckSubject subject, IReadOnlyList<PolicyStatement> missing)
    {
        if (subject.Exists && missing.Any(statement => statement.Sid != ConnectionPermissions.Sid))
        {
            return subject.Set("-GrantRole")!;
        }

        var role = PasteText.Of(PipelineNameRules.RoleNameOf(subject.Definition.RoleArn!));
        return missing.All(statement => statement.Sid == ConnectionPermissions.Sid)
            ? $"Grant-BitbucketConnectionAccess -RoleName {role} -ConnectionArn {string.Join(",", missing.SelectMany(statement => statement.Resources).Distinct())}"
            : $"aws iam put-role-policy --role-name {role} --policy-name {PasteText.Of(subject.Definition.Name)} --policy-document '{PolicyJson.Write(missing).Replace("'", "''")}'";
    }
}
