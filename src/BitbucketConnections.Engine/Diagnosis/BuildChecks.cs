using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Checks the CodeBuild projects of a pipeline, and the roles of their builds: the connection for a full clone, and the key of the artifacts.</summary>
internal sealed class BuildChecks
{
    private readonly ProjectApi _projects;
    private readonly RoleDocumentReader _reader;
    private readonly bool _isCustomEndpoint;

    /// <param name="projects">Reads projects.</param>
    /// <param name="roles">Reads roles.</param>
    /// <param name="isCustomEndpoint">Whether another program answers instead of AWS. Such a program runs builds of projects that it does not have.</param>
    public BuildChecks(ProjectApi projects, RoleApi roles, bool isCustomEndpoint)
    {
        _projects = projects;
        _reader = new RoleDocumentReader(roles);
        _isCustomEndpoint = isCustomEndpoint;
    }

    /// <summary>Adds the checks.</summary>
    public async Task AddAsync(CheckList list, CheckSubject subject, CancellationToken cancellationToken)
    {
        var builds = ProjectReference.Of(subject.Definition).Select(reference => new Build(reference.Project, reference.Region, FullCloneBuild.Value(reference.Action, "ServiceRoleArnOverride"))).ToList();
        var clones = FullCloneBuild.Of(subject.Definition);
        var documents = new Dictionary<string, RoleDocuments?>(StringComparer.Ordinal);
        foreach (var region in builds.GroupBy(build => build.Region))
        {
            var roles = await FindProjectsAsync(list, region.Key, region.Select(build => build.Project).Distinct().ToList(), cancellationToken).ConfigureAwait(false);
            await AddCredentialAsync(list, region.Key, cancellationToken).ConfigureAwait(false);
            foreach (var clone in clones.Where(clone => clone.Region == region.Key))
            {
                await AddCloneAsync(list.About(clone.ConnectionArn), clone, roles, documents, cancellationToken).ConfigureAwait(false);
            }

            if (StoresByRegion.Of(subject.Definition).TryGetValue(region.Key, out var store) && store.EncryptionKey is not null)
            {
                var key = StoresByRegion.Of(subject.Resolved)[region.Key].EncryptionKey!.Id;
                foreach (var build in region.Distinct())
                {
                    await AddKeyAsync(list, build, roles, key, documents, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> FindProjectsAsync(CheckList list, string region, List<string> names, CancellationToken cancellationToken)
    {
        const string check = "BuildProject";
        try
        {
            var found = await _projects.RolesAsync(names, region, cancellationToken).ConfigureAwait(false);
            foreach (var name in names)
            {
                if (found.ContainsKey(name))
                {
                    list.Passed(check, $"The CodeBuild project '{name}' exists in {region}.");
                }
                else if (_isCustomEndpoint)
                {
                    list.Warning(check, $"The endpoint has no CodeBuild project '{name}' in {region}. On AWS, the build would fail.", "Create the project, or specify another one.");
                }
                else
                {
                    list.Failed(check, $"The CodeBuild project '{name}' was not found in {region}.", "Create the project, or specify another one.", $"aws codebuild list-projects --region {region}");
                }
            }

            return found;
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            names.ForEach(name => list.Unknown(check, $"The CodeBuild project '{name}' can't be read", "codebuild:BatchGetProjects", failure));
            return new Dictionary<string, string>();
        }
    }

    // App passwords of Bitbucket stopped working on 2026-07-28 (Atlassian). No API says whether a password is one, or an API token.
    private async Task AddCredentialAsync(CheckList list, string region, CancellationToken cancellationToken)
    {
        const string check = "BuildCredential";
        try
        {
            if (await _projects.HasBitbucketPasswordAsync(region, cancellationToken).ConfigureAwait(false))
            {
                list.Warning(
                    check,
                    $"CodeBuild in {region} has a user name and password for Bitbucket. If the password is an app password, builds that read Bitbucket themselves fail: app passwords stopped working on 2026-07-28.",
                    "Replace it by the connection or by an API token, unless it is an API token already.",
                    $"aws codebuild list-source-credentials --region {region}");
            }
            else
            {
                list.Passed(check, $"CodeBuild in {region} has no user name and password for Bitbucket.");
            }
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            list.Unknown(check, $"The source credentials of CodeBuild in {region} can't be listed", "codebuild:ListSourceCredentials", failure);
        }
    }

    private async Task AddCloneAsync(
        CheckList list, FullCloneBuild clone, IReadOnlyDictionary<string, string> roles, Dictionary<string, RoleDocuments?> documents, CancellationToken cancellationToken)
    {
        const string check = "BuildRoleConnection";
        var needs = $"A build of the project '{clone.Project}' clones the repository itself, so its role needs the connection.";
        if (clone.IsRoleVariable)
        {
            list.Unknown(check, $"{needs} The role '{clone.RoleOverride}' is known only during an execution.");
            return;
        }

        if ((clone.RoleOverride ?? (roles.TryGetValue(clone.Project, out var own) ? own : null)) is not { } roleArn)
        {
            list.Unknown(check, $"{needs} The role of the project is not known, because the project can't be read or does not exist.", "To make this check, allow codebuild:BatchGetProjects for your own identity.");
            return;
        }

        var result = await AuditAsync(roleArn, RoleRequirement.Connection(clone.Source), documents, cancellationToken).ConfigureAwait(false);
        var command = $"Grant-BitbucketConnectionAccess -RoleName {PasteText.Of(PipelineNameRules.RoleNameOf(roleArn))} -ConnectionArn {clone.ConnectionArn}{(clone.Repository is { } repository ? $" -RestrictToRepository {PasteText.Of(repository)}" : string.Empty)}";
        if (result?.Documents.IsOf(roleArn) != true)
        {
            list.Failed(check, $"{needs} The role {roleArn} was not found.", "Give the project a role that exists.");
        }
        else if (result.Rights.Any(right => right.State == RightState.Allowed))
        {
            // CodeBuild needs the permission with one of the two prefixes.
            list.Passed(check, $"The role '{result.Documents.RoleName}' of the project '{clone.Project}' can use the connection for the full clone.");
        }
        else if (result.Rights.All(right => right.Blocker is not null))
        {
            list.Failed(check, $"{needs} The role '{result.Documents.RoleName}' can't use it, because {result.Rights[0].Blocker}.", "A grant does not change that: change the policy that prevents it.");
        }
        else if (result.Rights.Any(right => right.State == RightState.Unknown))
        {
            list.Unknown(check, $"{needs} It is not known whether the role '{result.Documents.RoleName}' has it.{string.Concat(result.Documents.Unread.Select(unread => " " + RoleAuditText.Describe(unread)))}", "Grant it to be sure.", command);
        }
        else
        {
            list.Failed(check, $"{needs} The role '{result.Documents.RoleName}' does not have it, so the build fails while it downloads its source.", "Grant the connection to the role.", command);
        }
    }

    private async Task AddKeyAsync(
        CheckList list, Build build, IReadOnlyDictionary<string, string> roles, string key, Dictionary<string, RoleDocuments?> documents, CancellationToken cancellationToken)
    {
        const string check = "BuildRoleKey";
        if ((build.Role ?? (roles.TryGetValue(build.Project, out var own) ? own : null)) is not { } roleArn || TemplateValue.HasVariableIn(roleArn) || !Arn.TryParse(key, out _))
        {
            return;
        }

        var statement = KeyStatement.OfArtifacts(key);
        var result = await AuditAsync(roleArn, [new RoleRequirement(statement)], documents, cancellationToken).ConfigureAwait(false);
        if (result is null)
        {
            return;
        }

        var name = result.Documents.RoleName;
        if (result.Rights.Where(right => right.State == RightState.Missing).ToList() is { Count: > 0 } missing)
        {
            list.Failed(
                check,
                $"The artifacts are encrypted with the key {key}, and the role '{name}' of the build '{build.Project}' can't use it by its own policies: {RoleAuditText.Joined(RoleAuditResult.Grouped(missing))}. The build fails, unless the policy of the key allows the role.",
                "Add the permissions to the role.",
                $"aws iam put-role-policy --role-name {PasteText.Of(name)} --policy-name ArtifactKey --policy-document '{PolicyJson.Write([statement])}'");
        }
        else if (result.Rights.Any(right => right.State == RightState.Unknown))
        {
            list.Unknown(check, $"It is not known whether the role '{name}' of the build '{build.Project}' can use the key {key} of the artifacts.");
        }
        else
        {
            list.Passed(check, $"The role '{name}' of the build '{build.Project}' can use the key of the artifacts.");
        }
    }

    // The builds of a pipeline mostly have one role, whose documents take several calls.
    private async Task<RoleAuditResult?> AuditAsync(
        string roleArn, IReadOnlyList<RoleRequirement> requirements, Dictionary<string, RoleDocuments?> documents, CancellationToken cancellationToken)
    {
        if (!documents.TryGetValue(roleArn, out var found))
        {
            found = await _reader.ReadAsync(PipelineNameRules.RoleNameOf(roleArn), cancellationToken).ConfigureAwait(false);
            documents.Add(roleArn, found);
        }

        return found is null ? null : RoleAudit.Evaluate(found, roleArn, requirements, []);
    }

    private sealed record Build(string Project, string Region, string? Role);
}
