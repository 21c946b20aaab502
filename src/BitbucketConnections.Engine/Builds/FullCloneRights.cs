using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Builds;

/// <summary>Grants the connection to the roles of builds that clone the repository, or warns of missing permissions.</summary>
internal sealed class FullCloneRights
{
    private readonly ServiceRoleService _roles;
    private readonly RoleAudit _audit;
    private readonly ProjectRoles _projects;
    private readonly IDiagnosticSink _diagnostics;

    public FullCloneRights(ServiceRoleService roles, RoleAudit audit, ProjectRoles projects, IDiagnosticSink diagnostics)
    {
        _roles = roles;
        _audit = audit;
        _projects = projects;
        _diagnostics = diagnostics;
    }

    /// <summary>Determines which permissions the roles of builds need. Writes nothing.</summary>
    /// <param name="builds">The builds.</param>
    /// <param name="isGranted">Whether the roles get missing permissions.</param>
    /// <param name="allowAllRepositories">Whether a grant allows all repositories of the connection, not only that of the source action.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<FullClonePlan> PlanAsync(IReadOnlyList<FullCloneBuild> builds, bool isGranted, bool allowAllRepositories, CancellationToken cancellationToken)
    {
        var plan = new FullClonePlan();
        foreach (var region in builds.GroupBy(build => build.Region))
        {
            var projects = region.Where(build => build.RoleOverride is null).Select(build => build.Project).Distinct().ToList();
            var roles = await _projects.FindAsync(region.Key, projects, cancellationToken).ConfigureAwait(false);
            foreach (var build in region)
            {
                roles.TryGetValue(build.Project, out var ofProject);
                await PlanAsync(plan, build, build.RoleOverride ?? ofProject, isGranted, allowAllRepositories, cancellationToken).ConfigureAwait(false);
            }
        }

        return plan;
    }

    /// <summary>Writes the grants of a plan. Adds each to <paramref name="created"/> immediately.</summary>
    public async Task GrantAsync(FullClonePlan plan, List<string> created, CancellationToken cancellationToken)
    {
        foreach (var (build, roleArn, repository) in plan.Grants)
        {
            var role = await _roles.GrantConnectionAsync(PipelineNameRules.RoleNameOf(roleArn), [build.ConnectionArn], repository, cancellationToken).ConfigureAwait(false);
            if (role.IsPolicyWritten)
            {
                created.Add($"the policy {role.PolicyName} of {role.RoleArn}");
            }

            Tell($"The role {role.RoleArn} of the project '{build.Project}' may use {build.ConnectionArn}.");
        }
    }

    private async Task PlanAsync(
        FullClonePlan plan, FullCloneBuild build, string? roleArn, bool isGranted, bool allowAllRepositories, CancellationToken cancellationToken)
    {
        if (build.IsRoleVariable)
        {
            plan.Warnings.Add(
                $"A build of the CodeBuild project '{build.Project}' clones the repository itself, with the role '{build.RoleOverride}', which is known only during an execution. "
                + $"The role was not checked{(isGranted ? ", and nothing was granted" : string.Empty)}. {Remedy(build, "ROLE")}");
            return;
        }

        if (roleArn is null)
        {
            plan.Warnings.Add($"{Needs(build)}{(isGranted ? " Nothing was granted: the project's role can't be read." : " The project's role can't be read, so it was not checked.")} {Remedy(build, "<the project's role>")}");
            return;
        }

        var result = await _audit.RunAsync(roleArn, RoleRequirement.Connection(build.Source), [], cancellationToken).ConfigureAwait(false);
        if (result?.Documents.IsOf(roleArn) != true)
        {
            plan.Warnings.Add($"{Needs(build)} The role {roleArn} was not found{(isGranted ? ", so nothing was granted" : string.Empty)}. {Remedy(build, PipelineNameRules.RoleNameOf(roleArn))}");
            return;
        }

        // CodeBuild needs the permission with one of the two prefixes.
        if (result.Rights.Any(right => right.State == RightState.Allowed))
        {
            Tell($"The role {roleArn} of the project '{build.Project}' already may use {build.ConnectionArn}.");
        }
        else if (result.Rights.All(right => right.Blocker is not null))
        {
            plan.Warnings.Add($"{Needs(build)} The role '{result.Documents.RoleName}' can't use it, because {result.Rights[0].Blocker}. A grant does not change that: change the policy that prevents it.");
        }
        else if (isGranted)
        {
            plan.Grants.Add((build, roleArn, allowAllRepositories ? null : build.Repository));
        }
        else
        {
            var unread = string.Concat(result.Documents.Unread.Select(document => $" It is not known whether it has it, because {document.What} can't be read: {document.Reason}"));
            plan.Warnings.Add($"{Needs(build)}{unread} {Remedy(build, result.Documents.RoleName)}");
        }
    }

    private static string Needs(FullCloneBuild build) => build.RoleOverride is null
        ? $"The CodeBuild project '{build.Project}' clones the repository itself, so its service role also needs access to the connection."
        : $"A build of the CodeBuild project '{build.Project}' clones the repository itself, so the role {build.RoleOverride} of its action also needs access to the connection.";

    private static string Remedy(FullCloneBuild build, string role)
    {
        var repository = build.Repository;
        var restricted = repository is null ? string.Empty : $" -RestrictToRepository {repository}";
        return $"Run Grant-BitbucketConnectionAccess -RoleName {role} -ConnectionArn {build.ConnectionArn}{restricted}, or add: "
            + PolicyJson.Write(ConnectionPermissions.Statements([build.ConnectionArn], repository is null ? null : [repository]));
    }

    private void Tell(string message) => _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, message));
}
