using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Editing;

/// <summary>
/// Checks that the CodeBuild projects and the roles of actions exist, before anything is written. AWS does not check them: the first execution fails. If the
/// check is denied, it is a warning.
/// </summary>
internal sealed class ReferenceCheck
{
    private readonly ProjectApi _projects;
    private readonly RoleApi _roles;
    private readonly CallerAccount _account;
    private readonly IDiagnosticSink _diagnostics;
    private readonly bool _isCustomEndpoint;

    /// <summary>Initializes a new instance of the <see cref="ReferenceCheck"/> class.</summary>
    /// <param name="projects">Reads projects.</param>
    /// <param name="roles">Reads roles.</param>
    /// <param name="account">Finds the account of the credentials.</param>
    /// <param name="diagnostics">Receives the warnings.</param>
    /// <param name="isCustomEndpoint">Whether another program answers instead of AWS. Such a program runs builds of projects that it does not have.</param>
    public ReferenceCheck(ProjectApi projects, RoleApi roles, CallerAccount account, IDiagnosticSink diagnostics, bool isCustomEndpoint)
    {
        _projects = projects;
        _roles = roles;
        _account = account;
        _diagnostics = diagnostics;
        _isCustomEndpoint = isCustomEndpoint;
    }

    /// <summary>Checks the actions of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="before">The definition before an edit, whose references are not checked again; null for none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A finding for each reference to something that does not exist.</returns>
    public async Task<IReadOnlyList<Finding>> RunAsync(Pipeline definition, Pipeline? before, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var region in Projects(definition).Except(before is null ? [] : Projects(before)).GroupBy(reference => reference.Region))
        {
            findings.AddRange(await CheckProjectsAsync(region.Key, region.ToLookup(reference => reference.Name, reference => reference.Action), cancellationToken).ConfigureAwait(false));
        }

        foreach (var role in Roles(definition).Except(before is null ? [] : Roles(before)).GroupBy(reference => reference.Name))
        {
            findings.AddRange(await CheckRoleAsync(role.Key, role.First().Action, cancellationToken).ConfigureAwait(false));
        }

        return findings;
    }

    private static IEnumerable<Reference> Projects(Pipeline definition) =>
        ProjectReference.Of(definition).Select(reference => new Reference(reference.Project, reference.Region, reference.Action.Name));

    private static IEnumerable<Reference> Roles(Pipeline definition) =>
        from action in definition.Stages.SelectMany(stage => stage.Actions)
        let role = action.RoleArn
        where role is not null && !TemplateValue.HasVariableIn(role)
        select new Reference(role, string.Empty, action.Name);

    private async Task<IEnumerable<Finding>> CheckProjectsAsync(string region, ILookup<string, string> actions, CancellationToken cancellationToken)
    {
        var names = actions.Select(project => project.Key).ToList();
        try
        {
            var found = await _projects.RolesAsync(names, region, cancellationToken).ConfigureAwait(false);
            var missing = names.Where(name => !found.ContainsKey(name)).ToList();
            if (_isCustomEndpoint && missing.Count > 0)
            {
                Tell(DiagnosticLevel.Verbose, $"The endpoint has no CodeBuild project {ShortList.Join(missing)}. On AWS, this is an error.");
                return [];
            }

            return missing.Select(name => new Finding(
                "BuildProjectNotFound", $"The CodeBuild project '{name}' of the action '{actions[name].First()}' was not found in {region}. Create it first, or specify another project."));
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            Tell(DiagnosticLevel.Warning, $"The CodeBuild {(names.Count == 1 ? "project" : "projects")} {ShortList.Join(names.Select(name => $"'{name}'"))} can't be checked, because codebuild:BatchGetProjects is denied.");
            return [];
        }
    }

    // GetRole reads only the caller's account.
    private async Task<IEnumerable<Finding>> CheckRoleAsync(string roleArn, string action, CancellationToken cancellationToken)
    {
        if (!Arn.TryParse(roleArn, out var arn) || await _account.FindAsync(cancellationToken).ConfigureAwait(false) != arn.AccountId)
        {
            return [];
        }

        try
        {
            var role = await _roles.FindAsync(PipelineNameRules.RoleNameOf(roleArn), cancellationToken).ConfigureAwait(false);
            return role?.Arn == roleArn ? [] :
            [
                new Finding("ActionRoleNotFound", $"The role {roleArn} of the action '{action}' was not found.{(role is null ? null : $" The role with this name is {role.Arn}.")} Create it first, or specify another role."),
            ];
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            Tell(DiagnosticLevel.Warning, $"The role {roleArn} of the action '{action}' can't be checked, because iam:GetRole is denied.");
            return [];
        }
    }

    private void Tell(DiagnosticLevel level, string message) => _diagnostics.Write(new DiagnosticEvent(level, message));

    private sealed record Reference(string Name, string Region, string Action);
}
