using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>Grants the connection to the roles of projects that clone the repository, or warns of missing permissions.</summary>
internal sealed class FullCloneRights
{
    private readonly WizardServices _services;
    private readonly ProjectApi _projects;

    public FullCloneRights(WizardServices services, ProjectApi projects)
    {
        _services = services;
        _projects = projects;
    }

    /// <summary>Warns of each project, or grants its role access. Adds each grant to <paramref name="created"/> immediately.</summary>
    public async Task RunAsync(Pipeline definition, bool grant, List<string> created, CancellationToken cancellationToken)
    {
        foreach (var (build, roleArn) in await FindAsync(definition, grant, cancellationToken).ConfigureAwait(false))
        {
            await GrantAsync(build, roleArn, created, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gets review lines of the policies that <see cref="RunAsync"/> would write, with the same warnings.</summary>
    public async Task<IReadOnlyList<string>> ReviewAsync(Pipeline definition, bool grant, CancellationToken cancellationToken) =>
        (await FindAsync(definition, grant, cancellationToken).ConfigureAwait(false))
            .Select(found => $"Build role of {found.Build.Project}: {found.RoleArn} (policy {Roles.ServiceRoleService.ConnectionPolicyName} allows {found.Build.ConnectionArn})").ToList();

    // Finds the roles to grant, and warns of projects without a grant.
    private async Task<List<(FullCloneBuild Build, string RoleArn)>> FindAsync(Pipeline definition, bool grant, CancellationToken cancellationToken)
    {
        var found = new List<(FullCloneBuild, string)>();
        foreach (var region in FullCloneBuild.Of(definition).GroupBy(build => build.Region))
        {
            var roles = await FindRolesAsync(region.Key, region.Select(b => b.Project).Distinct().ToList(), cancellationToken).ConfigureAwait(false);
            foreach (var build in region)
            {
                roles.TryGetValue(build.Project, out var roleArn);
                if (grant && roleArn is not null)
                {
                    found.Add((build, roleArn));
                }
                else
                {
                    Warn(build, roleArn, grant);
                }
            }
        }

        return found;
    }

    // A user without access to the projects can still create a pipeline with them.
    private async Task<IReadOnlyDictionary<string, string>> FindRolesAsync(string region, List<string> projects, CancellationToken cancellationToken)
    {
        try
        {
            return await _projects.RolesAsync(projects, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.EndpointUnreachable)
        {
            _services.Tell(DiagnosticLevel.Verbose, $"The roles of the CodeBuild projects can't be read: {failure.Message}");
            return new Dictionary<string, string>();
        }
    }

    private async Task GrantAsync(FullCloneBuild build, string roleArn, List<string> created, CancellationToken cancellationToken)
    {
        var role = await _services.Roles.GrantConnectionAsync(
            PipelineNameRules.RoleNameOf(roleArn), [build.ConnectionArn], null, cancellationToken).ConfigureAwait(false);
        created.Add($"the policy {role.PolicyName} of {role.RoleArn}");
        _services.Tell(DiagnosticLevel.Verbose, $"The role {role.RoleArn} of the project '{build.Project}' may use {build.ConnectionArn}.");
    }

    private void Warn(FullCloneBuild build, string? roleArn, bool grant)
    {
        var role = roleArn is null ? "<the project's role>" : PipelineNameRules.RoleNameOf(roleArn);
        var notGranted = grant ? " Nothing was granted: the project's role can't be read." : string.Empty;
        _services.Tell(
            DiagnosticLevel.Warning,
            $"The CodeBuild project '{build.Project}' clones the repository itself, so its service role also needs access to the connection.{notGranted} "
            + $"Run Grant-BitbucketConnectionAccess -RoleName {role} -ConnectionArn {build.ConnectionArn}, or add: "
            + PolicyJson.Write(ConnectionPermissions.Statements([build.ConnectionArn], null)));
    }
}
