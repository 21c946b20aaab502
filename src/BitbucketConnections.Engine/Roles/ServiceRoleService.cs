using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Manages service roles as the console creates them, with an inline policy for each pipeline.</summary>
internal sealed class ServiceRoleService : IServiceRoleService
{
    public const string Service = "codepipeline.amazonaws.com";

    /// <summary>The path of the roles that this module creates.</summary>
    public const string Path = "/service-role/";

    /// <summary>The start of the description of the roles that this module creates. The name of a pipeline follows.</summary>
    public const string DescriptionStart = "Service role of the pipeline ";
    public const string ConnectionPolicyName = "BitbucketConnections-UseConnection";

    // Another command that read the policy before this one wrote it writes its own version shortly after that.
    private static readonly TimeSpan s_overwriting = TimeSpan.FromSeconds(1);

    // A policy that was read earlier than this is read again before the write.
    private static readonly TimeSpan s_fresh = TimeSpan.FromMilliseconds(500);

    // How often a policy is read again before a write.
    private const int ReadTries = 3;

    // How often a grant is written when other commands overwrite it.
    private const int GrantTries = 6;
    private static readonly Regex s_name = new(@"^[\w+=,.@-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);
    private readonly RoleApi _api;
    private readonly PipelineRoles _policies;
    private readonly RoleCheck _check;
    private readonly IDiagnosticSink _diagnostics;
    private readonly IClock _clock;

    public ServiceRoleService(RoleApi api, PipelineRoles policies, RoleCheck check, IDiagnosticSink diagnostics, IClock clock)
    {
        _clock = clock;
        _api = api;
        _policies = policies;
        _check = check;
        _diagnostics = diagnostics;
    }

    public string NameOf(string pipelineName)
    {
        var name = RoleNames.Of(_api.Region, pipelineName);
        if (!name.EndsWith("-" + pipelineName, StringComparison.Ordinal))
        {
            Tell(DiagnosticLevel.Verbose, $"The console's name for the service role is longer than {RoleNames.MaximumLength} characters, so it is shortened to '{name}'.");
        }

        return name;
    }

    public string PolicyNameOf(string pipelineName) => _policies.PolicyNameOf(pipelineName);

    /// <summary>Determines whether a role has the policy that this module writes for a pipeline. A role that can't be read counts as one without it.</summary>
    /// <param name="roleArn">The ARN of the role.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<bool> HasPolicyOfAsync(string roleArn, Pipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.FindPolicyAsync(PipelineNameRules.RoleNameOf(roleArn), PipelinePolicyName.Of(pipeline.Region, pipeline.Name), cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (ServiceException failure) when (failure.IsAccessDenied)
        {
            Tell(DiagnosticLevel.Verbose, $"The policies of the role {roleArn} can't be read, so no policy is added: {failure.Message}");
            return false;
        }
    }

    public string BuildPolicy(ServiceRolePolicyRequest request)
    {
        _policies.Warn(request);
        return ServiceRolePolicy.Build(request);
    }

    /// <summary>Checks the existing role of a definition: the definition's own role, or the one with the name. Writes nothing.</summary>
    /// <param name="request">The definition, and the name of the role if the definition has none.</param>
    /// <param name="isPolicyWritten">Whether the policy of the pipeline is written to the definition's own role.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The warnings.</returns>
    /// <exception cref="ServiceException">The definition's role does not exist, or the role does not trust CodePipeline.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(ServiceRoleRequest request, bool isPolicyWritten, CancellationToken cancellationToken)
    {
        if (request.Definition.RoleArn is not null)
        {
            return await _check.RunAsync(request.Definition, isPolicyWritten, isNew: true, cancellationToken).ConfigureAwait(false);
        }

        Check(request.RoleName);
        if (await _api.FindAsync(request.RoleName, cancellationToken).ConfigureAwait(false) is not { } role)
        {
            return [];
        }

        return await _check.RunAsync(request.Definition with { RoleArn = role.Arn }, isPolicyWritten: true, isNew: true, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ServiceRole> EnsureAsync(ServiceRoleRequest request, CancellationToken cancellationToken) =>
        (await PrepareAsync(request, cancellationToken).ConfigureAwait(false)).Role;

    /// <summary>Creates the role of a pipeline if it does not exist, and writes the policy of the pipeline.</summary>
    /// <param name="request">The role and the definition of the pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The role, and what to remove if the pipeline is not created.</returns>
    public async Task<PreparedRole> PrepareAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        Check(request.RoleName);
        var (role, isNew) = await GetOrCreateAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var (document, isWritten, isFirst) = await _policies.WriteAsync(request, AccountOf(role), isNew, cancellationToken).ConfigureAwait(false);
            var policyName = PolicyNameOf(request.Definition.Name);
            var written = $"the policy {policyName} of {role.Arn}";
            if (isWritten && !isNew)
            {
                _api.ReportCreated(written);
            }

            return new PreparedRole(Map(role, policyName, document, isNew, isWritten), written, IsPolicyNew: isFirst && !isNew);
        }
        catch (ServiceException failure) when (isNew)
        {
            throw failure.WithCreated([role.Arn!]);
        }
    }

    /// <summary>
    /// Removes the policy that <see cref="PrepareAsync"/> added to an existing role, because its pipeline was not created. All inline policies of a role share one
    /// quota. A policy that was changed in the meantime is kept.
    /// </summary>
    /// <param name="prepared">The role.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Whether the policy was removed.</returns>
    public async Task<bool> WithdrawAsync(PreparedRole prepared, CancellationToken cancellationToken)
    {
        var role = prepared.Role;
        try
        {
            if (await _api.FindPolicyAsync(role.RoleName, role.PolicyName!, cancellationToken).ConfigureAwait(false) != role.PolicyDocument)
            {
                return false;
            }

            await _api.DeletePolicyAsync(role.RoleName, role.PolicyName!, cancellationToken).ConfigureAwait(false);
            _api.ReportWithdrawn(prepared.Policy);
            return true;
        }
        catch (ServiceException failure)
        {
            Tell(DiagnosticLevel.Verbose, $"{prepared.Policy} {OutcomeLookup.WasNot(failure)} removed again: {failure.Message}");
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        Check(request.RoleName);
        if (await _api.FindAsync(request.RoleName, cancellationToken).ConfigureAwait(false) is not { } role)
        {
            _policies.WarnBeforeCreation(request);
            return [$"Service role: {request.RoleName} (new)", $"Policy of the role: {PolicyNameOf(request.Definition.Name)} (created)", .. PipelineRoles.ReviewConnections(request)];
        }

        var policies = await _policies.ReviewAsync(request, AccountOf(Trusted(role, request)), cancellationToken).ConfigureAwait(false);
        return [$"Service role: {role.Arn} (existing)", .. policies];
    }

    public Task RemovePolicyAsync(Pipeline pipeline, CancellationToken cancellationToken) => _policies.RemoveAsync(pipeline, cancellationToken);

    public async Task<ServiceRole> GrantConnectionAsync(
        string roleName, IReadOnlyList<string> connectionArns, string? restrictToRepository, CancellationToken cancellationToken)
    {
        var findings = connectionArns.Select(ConnectionRules.CheckArn).OfType<Finding>().ToList();
        var repository = restrictToRepository;
        if (restrictToRepository is not null && BitbucketRepository.Parse(restrictToRepository, out repository) is { } wrong)
        {
            findings.Add(wrong);
        }

        if (connectionArns.Count == 0)
        {
            findings.Add(new Finding("InvalidConnectionArn", "No connection was specified. Specify the ARN of at least one connection."));
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        Check(roleName);
        var role = await _api.FindAsync(roleName, cancellationToken).ConfigureAwait(false) ?? throw new ServiceException(
            ServiceErrorKind.NotFound, $"The role '{roleName}' was not found. Specify the role name without its path.") { Condition = "RoleNotFound" };
        var grant = ConnectionPermissions.Statements(connectionArns, repository is null ? null : [repository]).Single();
        return await GrantAsync(role, grant, cancellationToken).ConfigureAwait(false);
    }

    // IAM has no lock, and keeps the last write. So the policy is read again after a write, and the grant is written again if another command removed it.
    private async Task<ServiceRole> GrantAsync(Role role, PolicyStatement grant, CancellationToken cancellationToken)
    {
        string? written = null;
        for (var attempt = 1; ; attempt++)
        {
            // The pipelines of one command can share a role, and each adds its statement.
            var earlier = written;
            var (policy, isWritten) = await _api.Turns.RunAsync(role.Arn!, () => AddGrantAsync(role, grant, earlier, ReadTries, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (!isWritten)
            {
                return Map(role, ConnectionPolicyName, policy, isNew: false, written is not null);
            }

            if (attempt == GrantTries)
            {
                throw new ServiceException(
                    ServiceErrorKind.ConcurrentChange,
                    $"The policy {ConnectionPolicyName} of the role '{role.RoleName}' was written {GrantTries} times, but each time it did not have the permission after that, because other commands changed it. Run the command again.")
                {
                    MayHaveTakenEffect = true,
                };
            }

            if (written is null)
            {
                _api.ReportCreated($"the policy {ConnectionPolicyName} of {role.Arn}");
            }
            else
            {
                Tell(DiagnosticLevel.Verbose, $"Another command changed the policy {ConnectionPolicyName} of {role.Arn} at the same time. The permission was added again.");
            }

            written = policy;
            await _clock.DelayAsync(s_overwriting, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>The policy with the grant, and whether it had to be written.</returns>
    private async Task<(string Policy, bool IsWritten)> AddGrantAsync(Role role, PolicyStatement grant, string? written, int tries, CancellationToken cancellationToken)
    {
        // After a slow answer, the policy that was read is too old to be written back.
        string? present;
        TimeSpan read;
        try
        {
            read = _clock.Uptime;
            present = await _api.FindPolicyAsync(role.RoleName!, ConnectionPolicyName, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (written is not null)
        {
            Tell(DiagnosticLevel.Warning, $"The policy {ConnectionPolicyName} of {role.Arn} was written, but can't be read again, so a change by another command at the same time would not be found: {failure.Message}");
            return (written, false);
        }

        var policy = ConnectionGrant.Merge(present, grant);
        if (policy == present)
        {
            return (policy, false);
        }

        if (_clock.Uptime - read > s_fresh && tries > 0)
        {
            return await AddGrantAsync(role, grant, written, tries - 1, cancellationToken).ConfigureAwait(false);
        }

        await _api.PutPolicyAsync(role.RoleName!, ConnectionPolicyName, policy, cancellationToken).ConfigureAwait(false);
        return (policy, true);
    }

    private static string AccountOf(Role role) => Arn.TryParse(role.Arn, out var arn)
        ? arn.AccountId
        : throw FailureTranslator.Incomplete(new Call("iam", "GetRole", string.Empty, role.RoleName), "Arn");

    private static ServiceRole Map(Role role, string? policyName, string? policy, bool isNew, bool isWritten = false) => new()
    {
        RoleName = role.RoleName!,
        RoleArn = role.Arn!,
        PolicyName = policyName,
        PolicyDocument = policy,
        IsNew = isNew,
        IsPolicyWritten = isWritten,
        CreateDate = role.CreateDate,
        TrustedServices = TrustPolicy.Services(RoleApi.Decode(role.AssumeRolePolicyDocument)),
    };

    private static void Check(string roleName)
    {
        if (!s_name.IsMatch(roleName))
        {
            throw ServiceException.FromFindings(
            [
                new Finding("InvalidRoleName", $"'{roleName}' is not a valid role name. Expected 1 to 64 letters, digits or _ + = , . @ -, without a path."),
            ]);
        }
    }

    private async Task<(Role Role, bool IsNew)> GetOrCreateAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        if (await _api.FindAsync(request.RoleName, cancellationToken).ConfigureAwait(false) is { } present)
        {
            if (present.Path != Path)
            {
                Tell(DiagnosticLevel.Verbose, $"The role {present.Arn} does not have the path {Path}, which the console uses for service roles. The role is used as it is.");
            }

            return (Trusted(present, request), false);
        }

        try
        {
            var role = await _api.CreateAsync(
                new CreateRoleRequest
                {
                    RoleName = request.RoleName,
                    Path = Path,
                    AssumeRolePolicyDocument = PolicyJson.Trust(Service),
                    Description = DescriptionStart + request.Definition.Name,
                    Tags = request.Tags is { Count: > 0 } tags ? tags.Select(tag => new Amazon.IdentityManagement.Model.Tag { Key = tag.Key, Value = tag.Value }).ToList() : null,
                },
                cancellationToken).ConfigureAwait(false);
            _api.ReportCreated(role.Arn!);
            return (role, true);
        }
        catch (ServiceException taken) when (taken.IsRefusedWith("EntityAlreadyExists", "EntityAlreadyExistsException"))
        {
            // An earlier attempt, whose response was lost, or another command created it.
            if (await _api.FindAsync(request.RoleName, cancellationToken).ConfigureAwait(false) is not { } role)
            {
                throw;
            }

            if (taken.MayHaveTakenEffect)
            {
                _api.ReportCreated(role.Arn!);
            }
            else
            {
                Tell(DiagnosticLevel.Verbose, $"Another command created the role {role.Arn} at the same time. The role is used.");
            }

            return (Trusted(role, request), taken.MayHaveTakenEffect);
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            if (await OutcomeLookup.FindAsync(failure, () => _api.FindAsync(request.RoleName, cancellationToken)).ConfigureAwait(false) is { } role)
            {
                _api.ReportCreated(role.Arn!);
                return (Trusted(role, request), true);
            }

            throw;
        }
    }

    private static Role Trusted(Role role, ServiceRoleRequest request)
    {
        var (document, pipeline) = (RoleApi.Decode(role.AssumeRolePolicyDocument), RoleCheck.PipelineArn(request.Definition, AccountOf(role)));
        return RoleTrust.Of(document, role.Arn!, pipeline) == RightState.Missing ? throw RoleTrust.Mismatch(document, role.Arn!, pipeline) : role;
    }

    private void Tell(DiagnosticLevel level, string message) => _diagnostics.Write(new DiagnosticEvent(level, message));
}
