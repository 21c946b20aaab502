using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Builds;

/// <summary>A build that clones the repository itself, so its role needs access to the connection.</summary>
/// <param name="Project">The CodeBuild project.</param>
/// <param name="Region">The Region of the project.</param>
/// <param name="Source">The source action of the repository.</param>
/// <param name="RoleOverride">The role of the action's <c>ServiceRoleArnOverride</c>; null for the role of the project.</param>
internal sealed record FullCloneBuild(string Project, string Region, PipelineSource Source, string? RoleOverride)
{
    public string ConnectionArn => Source.ConnectionArn!;

    /// <summary>Gets the repository; null if it is known only during an execution.</summary>
    public string? Repository => Source.FullRepositoryId is { } id && !TemplateValue.HasVariableIn(id) ? id : null;

    /// <summary>Gets a value indicating whether the role is known only during an execution.</summary>
    public bool IsRoleVariable => RoleOverride is { } role && TemplateValue.HasVariableIn(role);

    public static IReadOnlyList<FullCloneBuild> Of(Pipeline definition)
    {
        var actions = definition.Stages.SelectMany(stage => stage.Actions).ToList();
        return (from action in actions
                let source = PipelineSource.Of(action)
                where source is { IsFullClone: true, ConnectionArn: not null }
                let artifacts = action.OutputArtifacts.Select(artifact => artifact.Name).ToList()
                from build in actions
                where build.ActionTypeId.Provider == "CodeBuild" && build.InputArtifacts.Any(artifacts.Contains)
                select new FullCloneBuild(Value(build, "ProjectName") ?? build.Name, build.Region ?? definition.Region, source, Value(build, "ServiceRoleArnOverride")))
            .GroupBy(build => build.Key).Select(same => same.First()).ToList();
    }

    /// <summary>Gets the builds of a definition that an earlier definition does not have.</summary>
    public static IReadOnlyList<FullCloneBuild> Added(Pipeline before, Pipeline after)
    {
        var known = new HashSet<string>(Of(before).Select(build => build.Key), StringComparer.Ordinal);
        return Of(after).Where(build => !known.Contains(build.Key)).ToList();
    }

    /// <summary>Gets a value of an action's configuration; null if it is missing or empty.</summary>
    public static string? Value(PipelineAction action, string key) =>
        action.Configuration is { } configuration && configuration.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    private string Key => string.Join("\n", Project, Region, Source.ConnectionArn, Source.FullRepositoryId, RoleOverride);
}
