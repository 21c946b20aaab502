using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>With a full clone it is the CodeBuild project that fetches the source: its role needs the connection too.</summary>
internal static class FullCloneNotice
{
    public static IEnumerable<string> Warnings(Pipeline definition)
    {
        var actions = definition.Stages.SelectMany(stage => stage.Actions).ToList();
        foreach (var source in actions.Where(IsFullClone))
        {
            var artifacts = source.OutputArtifacts.Select(artifact => artifact.Name).ToList();
            var arn = source.Configuration!["ConnectionArn"];
            var projects = actions.Where(a => a.ActionTypeId.Provider == "CodeBuild" && a.InputArtifacts.Any(artifacts.Contains))
                .Select(a => a.Configuration is { } configuration && configuration.TryGetValue("ProjectName", out var name) ? name : a.Name)
                .Distinct();
            foreach (var project in projects)
            {
                yield return $"The CodeBuild project '{project}' clones the repository itself, so its service role needs the connection too. "
                    + $"Run Grant-BitbucketConnectionAccess -RoleName <the project's role> -ConnectionArn {arn}, or add: "
                    + PolicyJson.Write(ConnectionPermissions.Statements([arn], null));
            }
        }
    }

    private static bool IsFullClone(PipelineAction action) =>
        PipelineSource.IsConnectionSource(action)
        && action.Configuration is { } configuration && configuration.TryGetValue("OutputArtifactFormat", out var format) && format == "CODEBUILD_CLONE_REF";
}
