using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Builds;

/// <summary>
/// Warns of builds whose role can't use the customer managed key of the artifacts: a build reads and writes its artifacts with its own role, not with the
/// service role of the pipeline (CodePipeline user guide, "Configure server-side encryption for artifacts").
/// </summary>
internal sealed class BuildKeyRights
{
    private readonly RoleAudit _audit;
    private readonly ProjectRoles _projects;
    private readonly KeyResolver _keys;

    public BuildKeyRights(RoleAudit audit, ProjectRoles projects, KeyResolver keys)
    {
        _audit = audit;
        _projects = projects;
        _keys = keys;
    }

    /// <summary>Gets the warnings. Makes no call without a build or without a customer managed key.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="before">The definition before an edit, whose builds and keys are not checked again; null for none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<string>> WarningsAsync(Pipeline definition, Pipeline? before, CancellationToken cancellationToken)
    {
        var known = new HashSet<KeyedBuild>(before is null ? [] : KeyedBuilds(before));
        var builds = KeyedBuilds(definition).Where(build => !known.Contains(build)).ToList();
        if (builds.Count == 0)
        {
            return [];
        }

        var resolved = await _keys.ResolveAsync(definition, cancellationToken).ConfigureAwait(false);
        var keys = KeyedBuilds(resolved).ToLookup(build => build with { Key = string.Empty }, build => build.Key);
        var warnings = new List<string>();
        foreach (var region in builds.GroupBy(build => build.Region))
        {
            var projects = region.Where(build => build.RoleOverride is null).Select(build => build.Project).Distinct().ToList();
            var roles = await _projects.FindAsync(region.Key, projects, cancellationToken).ConfigureAwait(false);
            foreach (var build in region)
            {
                roles.TryGetValue(build.Project, out var ofProject);
                if ((build.RoleOverride ?? ofProject) is { } roleArn && keys[build with { Key = string.Empty }].FirstOrDefault() is { } key)
                {
                    warnings.AddRange(await WarningsAsync(build, roleArn, key, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return warnings;
    }

    private async Task<IEnumerable<string>> WarningsAsync(KeyedBuild build, string roleArn, string key, CancellationToken cancellationToken)
    {
        var statement = KeyStatement.OfArtifacts(key);
        var result = await _audit.RunAsync(roleArn, [new RoleRequirement(statement)], [], cancellationToken).ConfigureAwait(false);
        if (result?.Documents.IsOf(roleArn) != true || result.Rights.All(right => right.State != RightState.Missing))
        {
            return [];
        }

        return
        [
            $"The artifacts of the build '{build.Project}' are encrypted with the key {key}, and the role {roleArn} of the build can't use it by its own policies: "
            + $"{RoleAuditText.Joined(RoleAuditResult.Grouped(result.Rights.Where(right => right.State == RightState.Missing)))}. The build fails, unless the policy of the key allows this role. "
            + $"Add to the role: {PolicyJson.Write([statement])}",
        ];
    }

    private static IEnumerable<KeyedBuild> KeyedBuilds(Pipeline definition)
    {
        var stores = StoresByRegion.Of(definition);
        return (from action in definition.Stages.SelectMany(stage => stage.Actions)
                where action.ActionTypeId.Provider == "CodeBuild" && action.InputArtifacts.Count > 0
                let region = action.Region ?? definition.Region
                where stores.TryGetValue(region, out var store) && store.EncryptionKey is not null
                let project = FullCloneBuild.Value(action, "ProjectName")
                where project is not null && !TemplateValue.HasVariableIn(project)
                let role = FullCloneBuild.Value(action, "ServiceRoleArnOverride")
                where role is null || !TemplateValue.HasVariableIn(role)
                select new KeyedBuild(project, region, role, stores[region].EncryptionKey!.Id)).Distinct();
    }

    private sealed record KeyedBuild(string Project, string Region, string? RoleOverride, string Key);
}
