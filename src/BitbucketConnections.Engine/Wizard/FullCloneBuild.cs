using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>A CodeBuild project that clones the repository itself, so its service role needs access to the connection.</summary>
internal sealed record FullCloneBuild(string Project, string Region, string ConnectionArn)
{
    public static IReadOnlyList<FullCloneBuild> Of(Pipeline definition)
    {
        var actions = definition.Stages.SelectMany(stage => stage.Actions).ToList();
        return (from source in actions.Where(action => PipelineSource.Of(action)?.IsFullClone == true)
                let artifacts = source.OutputArtifacts.Select(artifact => artifact.Name).ToList()
                from build in actions
                where build.ActionTypeId.Provider == "CodeBuild" && build.InputArtifacts.Any(artifacts.Contains)
                let project = build.Configuration is { } configuration && configuration.TryGetValue("ProjectName", out var name) ? name : build.Name
                select new FullCloneBuild(project, build.Region ?? definition.Region, source.Configuration!["ConnectionArn"])).Distinct().ToList();
    }
}
